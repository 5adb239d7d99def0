package io.nightjar.local;

import io.nightjar.local.stack.LocalConfig;
import io.nightjar.local.stack.LocalStack;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.ReadableGroups;
import io.nightjar.registry.token.TokenKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "env",
    header = "Print where the local stack answers, as variables for a shell.",
    description = {
      "In a shell: eval \"$(./nightjar env)\". What it sets:",
      "  NIGHTJAR_URL: the address of ingest-service.",
      "  NIGHTJAR_TOKEN: a token for it; anyone who reads it may use it.",
      "  NIGHTJAR_BOOTSTRAP_SERVERS: the broker, as Kafka's clients want it.",
      "Exit code 4 if the stack is not up."
    })
final class EnvCommand extends StackCommand {
  private static final Duration READER_LIFETIME = Duration.ofDays(30);

  /** Whose token; the device's if nobody is named. */
  static final class Bearer {
    @Option(
        names = "--reader",
        description =
            "The token is one that reads all groups and does nothing else, good for 30 days,"
                + " not that of the stack's device.")
    boolean reader;

    @Option(
        names = "--operator",
        description = "The token is the operator's, who may do everything.")
    boolean operator;
  }

  @ArgGroup private @Nullable Bearer bearer;

  @Override
  public Integer call() throws IOException {
    LocalStack stack = stack();
    LocalConfig config = stack.config();
    if (!stack.isUp()) {
      throw Failure.notUp("the stack in " + stack.folder().path() + " is not up");
    }
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("NIGHTJAR_URL", config.ingest().toString());
    variables.put("NIGHTJAR_TOKEN", token(stack, config));
    variables.put("NIGHTJAR_BOOTSTRAP_SERVERS", config.kafka().bootstrapServers());
    if (common.json) {
      screen.json(variables);
    } else {
      variables.forEach((name, value) -> screen.line("export " + name + "=" + quoted(value)));
    }
    return ExitCode.OK;
  }

  private String token(LocalStack stack, LocalConfig config) throws IOException {
    if (bearer == null) {
      return config.device().token();
    }
    return bearer.operator
        ? config.operatorToken()
        : Enrolment.reader(
            TokenKeys.read(stack.folder().tokenKeys()),
            "local",
            new ReadableGroups.All(),
            READER_LIFETIME);
  }

  /** In single quotes a shell looks at nothing but the quote itself. */
  static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}

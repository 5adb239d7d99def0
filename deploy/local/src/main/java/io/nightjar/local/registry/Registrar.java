package io.nightjar.local.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nightjar.local.client.OperatorClient;
import io.nightjar.local.stack.LocalConfig;
import io.nightjar.local.stack.StackFolder;
import io.nightjar.local.terminal.CommonOptions;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.HelpOrder;
import io.nightjar.local.terminal.Screen;
import io.nightjar.local.terminal.Table;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which service is meant, and how results are shown: what the commands of the registry share. */
final class Registrar {
  @Option(
      names = "--url",
      paramLabel = "URL",
      order = HelpOrder.PLACE,
      description = "The address of ingest-service. Default: that of the local stack.")
  private @Nullable URI url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      order = HelpOrder.PLACE,
      description =
          "Holds the token of an operator; needed with --url. Default: the local stack's"
              + " operator.")
  private @Nullable Path tokenFile;

  @Mixin final CommonOptions common = new CommonOptions();

  final Screen screen = Screen.standard();

  static StackFolder folder() {
    Path root = Path.of(System.getProperty("nightjar.root", "")).toAbsolutePath();
    return StackFolder.choose(root, System.getenv());
  }

  OperatorClient client() {
    if (url != null) {
      if (tokenFile == null) {
        throw Failure.usage("--url needs --token-file");
      }
      return new OperatorClient(url, read(tokenFile));
    }
    LocalConfig config =
        LocalConfig.read(folder().config())
            .orElseThrow(() -> Failure.notUp("there is no stack in " + folder().path()));
    return new OperatorClient(config.ingest(), config.operatorToken());
  }

  static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw Failure.because("can't read " + file + " (" + e.getMessage() + ")", e);
    }
  }

  /** Shows the members of a list as lines of JSON, or as a table of some of their fields. */
  void show(JsonNode list, String... fields) {
    if (common.json) {
      list.forEach(screen::json);
      return;
    }
    Table table = new Table(fields);
    for (JsonNode one : list) {
      table.row(List.of(fields).stream().map(field -> one.path(field).asText()).toArray());
    }
    screen.table(table);
  }

  /** Shows one object as JSON, or as one of its fields. */
  void show(JsonNode one, String field) {
    if (common.json) {
      screen.json(one);
    } else {
      screen.line(one.path(field).asText());
    }
  }

  /** The password of who is at the terminal, or the first line of standard input. */
  static String password() {
    Optional<String> typed =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .map(console -> console.readPassword("password: "))
            .map(String::new);
    if (typed.isPresent()) {
      return typed.get();
    }
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (line != null) {
        return line;
      }
    } catch (IOException e) {
      throw Failure.because("can't read the password: " + e.getMessage(), e);
    }
    throw Failure.usage("no password on standard input");
  }

  /** All members of a list that comes in pages. */
  JsonNode all(OperatorClient client, String path, String list, String name)
      throws InterruptedException {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    String after = "";
    while (true) {
      JsonNode page = client.get(path + "?limit=1000&after=" + after).path(list);
      if (page.isEmpty()) {
        return all;
      }
      StreamSupport.stream(page.spliterator(), false).forEach(all::add);
      after = OperatorClient.escaped(page.get(page.size() - 1).path(name).asText());
    }
  }
}

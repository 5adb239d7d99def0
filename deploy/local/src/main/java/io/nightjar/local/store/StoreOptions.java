package io.nightjar.local.store;

import io.nightjar.local.stack.LocalConfig;
import io.nightjar.local.stack.StackFolder;
import io.nightjar.local.terminal.CommonOptions;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.HelpOrder;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which store is meant: the local stack's, unless an address is given. */
final class StoreOptions {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      order = HelpOrder.PLACE,
      description = "The store's address. Default: that of the local stack's store.")
  private @Nullable URI endpoint;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "us-east-1",
      order = HelpOrder.PLACE,
      description = "The region that requests are signed for. Default: ${DEFAULT-VALUE}.")
  private String region = "";

  @Option(
      names = "--bucket",
      paramLabel = "BUCKET",
      defaultValue = "nightjar",
      order = HelpOrder.PLACE,
      description = "The bucket. Default: ${DEFAULT-VALUE}.")
  private String bucket = "";

  @Option(
      names = "--access-key",
      paramLabel = "KEY",
      order = HelpOrder.PLACE,
      description = "The access key's id. Default: NIGHTJAR_STORE_ACCESS_KEY in the environment.")
  private @Nullable String accessKey;

  @Option(
      names = "--secret-key",
      paramLabel = "SECRET",
      order = HelpOrder.PLACE,
      description =
          "The access key's secret. Default: NIGHTJAR_STORE_SECRET_KEY in the environment,"
              + " which is better, since other users can't see that.")
  private @Nullable String secretKey;

  @Mixin final CommonOptions common = new CommonOptions();

  ObjectStore open() {
    return new MinioObjectStore(settings(System.getenv()));
  }

  StoreSettings settings(Map<String, String> environment) {
    if (endpoint == null) {
      return local(environment);
    }
    return new StoreSettings(
        endpoint,
        region,
        bucket,
        key("--access-key", accessKey, environment, "NIGHTJAR_STORE_ACCESS_KEY"),
        key("--secret-key", secretKey, environment, "NIGHTJAR_STORE_SECRET_KEY"),
        TIMEOUT);
  }

  private static String key(
      String option, @Nullable String given, Map<String, String> environment, String variable) {
    String value = given == null ? environment.getOrDefault(variable, "") : given;
    if (value.isBlank()) {
      throw Failure.usage("--endpoint needs " + option + ", or " + variable);
    }
    return value;
  }

  private static StoreSettings local(Map<String, String> environment) {
    Path root = Path.of(System.getProperty("nightjar.root", "")).toAbsolutePath();
    Path file = StackFolder.choose(root, environment).config();
    return LocalConfig.read(file)
        .orElseThrow(
            () ->
                Failure.because(
                    "there is no local stack in "
                        + file.getParent()
                        + "; name a store with --endpoint, or start one with ./nightjar up"))
        .store()
        .settings();
  }
}

package io.nightjar.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightjar.local.client.IngestClient;
import io.nightjar.local.client.OperatorClient;
import io.nightjar.local.client.Retries;
import io.nightjar.local.stack.LocalConfig;
import io.nightjar.local.stack.LocalStack;
import io.nightjar.local.stack.StackFolder;
import io.nightjar.local.terminal.CommonOptions;
import io.nightjar.local.terminal.Screen;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.identity.DeviceIdentity;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that has to do with the stack of this checkout. */
abstract class StackCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  final Screen screen = Screen.standard();

  static Path root() {
    return Path.of(System.getProperty("nightjar.root", "")).toAbsolutePath();
  }

  LocalStack stack() {
    return stack(StackFolder.choose(root(), System.getenv()));
  }

  LocalStack stack(StackFolder folder) {
    return new LocalStack(folder, root(), Clock.systemUTC(), screen::note);
  }

  /** Asks as the stack's operator, who may read everything. */
  static OperatorClient operator(LocalConfig config) {
    return new OperatorClient(config.ingest(), config.operatorToken());
  }

  /** Reads recordings as the stack's operator. */
  static IngestClient reader(LocalConfig config) {
    return new IngestClient(config.ingest(), config.operatorToken(), Retries.DEFAULT);
  }

  /** Sends recordings as the stack's own device, or as its operator in the name of another. */
  IngestClient sender(LocalConfig config, Optional<DeviceIdentity> onBehalf) {
    Path begun = StackFolder.choose(root(), System.getenv()).uploads();
    return new IngestClient(
        config.ingest(),
        onBehalf.isPresent() ? config.operatorToken() : config.device().token(),
        onBehalf,
        Retries.DEFAULT,
        onBehalf
            .map(device -> begun.resolve(Sha256.of(device.toString().getBytes(UTF_8))))
            .orElse(begun));
  }
}

package io.nightjar.pipeline;

import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.Part;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes a {@link Sandbox} in a real broker and a real object store: one process for
 * all of them that run in this JVM, ended with it, or a store that {@link TestedStore the
 * environment names} beside the broker. (JUnit's own root store ends with each class where classes
 * are dealt out to several JVMs.)
 */
public final class BrokerAndStore implements ParameterResolver, AfterAllCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(BrokerAndStore.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Sandbox.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    String name = context.getRequiredTestClass().getSimpleName();
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            name,
            key -> Sandbox.in(Shared.RUNNING.broker, Shared.RUNNING.store, name),
            Sandbox.class);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Sandbox sandbox =
        context
            .getStore(NAMESPACE)
            .remove(context.getRequiredTestClass().getSimpleName(), Sandbox.class);
    if (sandbox != null) {
      sandbox.close();
    }
  }

  /** The shared process, its folder, and the store, which is the process's or the environment's. */
  private record Running(EmbeddedProcess broker, TestedStore store, Path folder) {
    static Running start() {
      GlobalOpenTelemetry.set(
          OpenTelemetrySdk.builder()
              .setTracerProvider(SdkTracerProvider.builder().build())
              .build());
      Path folder = temporaryFolder();
      Running running =
          TestedStore.named(System.getenv())
              .map(store -> beside(store, folder))
              .orElseGet(() -> withAStoreOfItsOwn(folder));
      Runtime.getRuntime().addShutdownHook(new Thread(running::end));
      return running;
    }

    private static Running beside(TestedStore store, Path folder) {
      EmbeddedOptions options = EmbeddedOptions.in(folder).withParts(Part.KAFKA);
      return new Running(EmbeddedProcess.start(options), store, folder);
    }

    private static Running withAStoreOfItsOwn(Path folder) {
      EmbeddedProcess process = EmbeddedProcess.start(EmbeddedOptions.in(folder));
      return new Running(process, TestedStore.of(process), folder);
    }

    private void end() {
      broker.close();
      try {
        removeTree(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Started when the first class asks for it. */
  private static final class Shared {
    static final Running RUNNING = Running.start();
  }

  /** A folder for a broker and a store. */
  public static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("nightjar-pipeline-test-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a folder with all that is in it. */
  public static void removeTree(Path folder) throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    }
  }
}

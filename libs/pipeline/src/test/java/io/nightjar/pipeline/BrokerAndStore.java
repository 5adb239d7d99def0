package io.nightjar.pipeline;

import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
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
 * all of them, ended with the last one.
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
    Running running =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    String name = context.getRequiredTestClass().getSimpleName();
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(name, key -> Sandbox.in(running.process, name), Sandbox.class);
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

  /** The shared process and its folder. */
  private record Running(EmbeddedProcess process, Path folder) implements AutoCloseable {
    static Running start() {
      GlobalOpenTelemetry.set(
          OpenTelemetrySdk.builder()
              .setTracerProvider(SdkTracerProvider.builder().build())
              .build());
      Path folder = temporaryFolder();
      return new Running(EmbeddedProcess.start(EmbeddedOptions.in(folder)), folder);
    }

    @Override
    public void close() throws IOException {
      process.close();
      removeTree(folder);
    }
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

package io.nightjar.runtime.log;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * SLF4J on JBoss LogManager. The binding that comes with Quarkus makes text of an event's key-value
 * pairs and puts it before the message; here they stay fields.
 */
public final class FieldLoggingProvider implements SLF4JServiceProvider {
  private static final String API = "2.0.99";

  private final ConcurrentHashMap<String, FieldLogger> loggers = new ConcurrentHashMap<>();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new RecordContext();

  @Override
  public void initialize() {
    // Nothing waits to be made.
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return name -> loggers.computeIfAbsent(name, FieldLogger::new);
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public @Nullable MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return API;
  }
}

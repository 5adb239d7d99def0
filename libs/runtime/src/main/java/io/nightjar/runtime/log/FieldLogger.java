package io.nightjar.runtime.log;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.DefaultLoggingEventBuilder;
import org.slf4j.spi.LoggingEventAware;

/** Logs to JBoss LogManager; an event's key-value pairs become fields of its record. */
final class FieldLogger extends LegacyAbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1;
  private static final String CALLER = FieldLogger.class.getName();
  private static final String CALLER_OF_EVENTS = DefaultLoggingEventBuilder.class.getName();

  private final transient Logger logger;

  FieldLogger(String name) {
    this.name = name;
    this.logger = Logger.getLogger(name);
  }

  @Override
  public void log(LoggingEvent event) {
    Level level = level(event.getLevel());
    if (!logger.isLoggable(level)) {
      return;
    }
    ExtLogRecord message =
        newRecord(level, event.getMessage(), event.getArgumentArray(), CALLER_OF_EVENTS);
    message.setThrown(event.getThrowable());
    List<KeyValuePair> fields = Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
    fields.forEach(field -> message.putMdc(field.key, String.valueOf(field.value)));
    log(message);
  }

  /**
   * Lines of text show the fields by way of the record's nested context ({@code %x}), which is
   * nothing where there are none; {@code %X} would show them as a pair of braces.
   */
  private void log(ExtLogRecord message) {
    Map<String, String> fields = message.getMdcCopy();
    if (!fields.isEmpty()) {
      message.setNdc(" " + new TreeMap<>(fields));
    }
    logger.logRaw(message);
  }

  @Override
  protected void handleNormalizedLoggingCall(
      org.slf4j.event.Level level,
      @Nullable Marker marker,
      String text,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    ExtLogRecord message = newRecord(level(level), text, arguments, CALLER);
    message.setThrown(thrown);
    log(message);
  }

  private ExtLogRecord newRecord(
      Level level, String text, Object @Nullable [] arguments, String caller) {
    String formatted = MessageFormatter.basicArrayFormat(text, arguments);
    ExtLogRecord message =
        new ExtLogRecord(level, formatted, ExtLogRecord.FormatStyle.NO_FORMAT, caller);
    message.setLoggerName(name);
    return message;
  }

  private static Level level(org.slf4j.event.Level level) {
    return switch (level) {
      case ERROR -> org.jboss.logmanager.Level.ERROR;
      case WARN -> org.jboss.logmanager.Level.WARN;
      case INFO -> org.jboss.logmanager.Level.INFO;
      case DEBUG -> org.jboss.logmanager.Level.DEBUG;
      case TRACE -> org.jboss.logmanager.Level.TRACE;
    };
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return CALLER;
  }

  @Override
  public boolean isTraceEnabled() {
    return logger.isLoggable(org.jboss.logmanager.Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return logger.isLoggable(org.jboss.logmanager.Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return logger.isLoggable(org.jboss.logmanager.Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return logger.isLoggable(org.jboss.logmanager.Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return logger.isLoggable(org.jboss.logmanager.Level.ERROR);
  }
}

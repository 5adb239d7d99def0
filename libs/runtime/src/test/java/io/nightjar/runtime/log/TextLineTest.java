package io.nightjar.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Lines of a log as text, in the format that all services share. */
class TextLineTest {
  private static final Logger LOG = LoggerFactory.getLogger(TextLineTest.class);

  private final List<String> lines = new ArrayList<>();
  private final PatternFormatter format = new PatternFormatter(sharedFormat());
  private final ExtHandler handler =
      new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord message) {
          lines.add(format.format(message));
        }
      };

  @BeforeEach
  void listen() {
    org.jboss.logmanager.Logger.getLogger(TextLineTest.class.getName()).addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    org.jboss.logmanager.Logger.getLogger(TextLineTest.class.getName()).removeHandler(handler);
    MDC.clear();
  }

  @Test
  void aLineWithoutFieldsEndsWithItsMessage() {
    LOG.atInfo().log("Store and topics are there");

    assertThat(lines).singleElement().asString().endsWith("] Store and topics are there\n");
  }

  @Test
  void aLineWithFieldsEndsWithThem() {
    MDC.put("recordingId", "0198");

    LOG.atInfo().addKeyValue("code", "too-large").log("An upload was refused");

    assertThat(lines)
        .singleElement()
        .asString()
        .endsWith("] An upload was refused {code=too-large, recordingId=0198}\n");
  }

  private static String sharedFormat() {
    var settings = new Properties();
    try (InputStream in =
        FieldLogger.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
      settings.load(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return settings.getProperty("quarkus.log.console.format");
  }
}

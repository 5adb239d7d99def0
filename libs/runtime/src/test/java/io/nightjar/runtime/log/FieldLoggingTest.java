package io.nightjar.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class FieldLoggingTest {
  private static final Logger LOG = LoggerFactory.getLogger(FieldLoggingTest.class);

  private final List<ExtLogRecord> records = new ArrayList<>();
  private final ExtHandler handler =
      new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord message) {
          message.copyAll();
          records.add(message);
        }
      };

  @BeforeEach
  void listen() {
    org.jboss.logmanager.Logger.getLogger(FieldLoggingTest.class.getName()).addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    org.jboss.logmanager.Logger.getLogger(FieldLoggingTest.class.getName()).removeHandler(handler);
    MDC.clear();
  }

  @Test
  void keepsTheFieldsOfAnEventApartFromItsMessage() {
    var failure = new IllegalStateException("why");

    LOG.atWarn()
        .addKeyValue("topic", "nightjar.artefact.created")
        .addKeyValue("offset", 17)
        .setCause(failure)
        .log("A record waits");

    ExtLogRecord said = records.getFirst();
    assertThat(said.getMessage()).isEqualTo("A record waits");
    assertThat(said.getMdcCopy())
        .isEqualTo(Map.of("topic", "nightjar.artefact.created", "offset", "17"));
    assertThat(said.getThrown()).isSameAs(failure);
    assertThat(said.getLevel().getName()).isEqualTo("WARN");
    assertThat(said.getLoggerName()).isEqualTo(FieldLoggingTest.class.getName());
    assertThat(said.getSourceMethodName()).startsWith("keepsTheFields");
  }

  @Test
  void doesNotCarryTheFieldsOfAnEventIntoTheNext() {
    LOG.atInfo().addKeyValue("recordingId", "0198").log("one");

    LOG.atInfo().log("two");

    assertThat(records.get(1).getMdcCopy()).isEmpty();
  }

  @Test
  void addsWhatTheThreadIsAbout() {
    MDC.put("recordingId", "0198");

    LOG.info("{} of {}", 1, 2);

    assertThat(records.getFirst().getMessage()).isEqualTo("1 of 2");
    assertThat(records.getFirst().getMdcCopy()).isEqualTo(Map.of("recordingId", "0198"));
  }
}

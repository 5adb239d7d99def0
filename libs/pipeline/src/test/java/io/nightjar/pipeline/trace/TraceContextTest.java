package io.nightjar.pipeline.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples of the W3C recommendation "Trace Context", section 3.2, and of its test suite. */
class TraceContextTest {
  private static final String EXAMPLE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void readsAndWritesTheExampleOfTheStandard() {
    TraceContext trace = TraceContext.parse(EXAMPLE).orElseThrow();

    assertThat(trace)
        .isEqualTo(new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "01"));
    assertThat(trace.traceparent()).isEqualTo(EXAMPLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cc-12345678901234567890123456789012-1234567890123456-01",
        "cc-12345678901234567890123456789012-1234567890123456-01-what-the-future-will-be-like"
      })
  void readsWhatItKnowsOfALaterVersion(String traceparent) {
    assertThat(TraceContext.parse(traceparent).orElseThrow().traceparent())
        .isEqualTo("00-12345678901234567890123456789012-1234567890123456-01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-00000000000000000000000000000000-1234567890123456-01",
        "00-12345678901234567890123456789012-0000000000000000-01",
        "00-12345678901234567890123456789012-1234567890123456-01-",
        "00-12345678901234567890123456789012-1234567890123456-01.",
        "cc-12345678901234567890123456789012-1234567890123456-01.",
        "ff-12345678901234567890123456789012-1234567890123456-01",
        "00-ABCDEF78901234567890123456789012-1234567890123456-01",
        "00-.2345678901234567890123456789012-1234567890123456-01",
        "00-1234567890123456789012345678901-1234567890123456-01",
        "00-12345678901234567890123456789012-1234567890123456-1"
      })
  void takesNothingElseForATrace(String traceparent) {
    assertThat(TraceContext.parse(traceparent)).isEmpty();
  }

  @Test
  void keepsTheTraceAndTheFlagsFromSpanToSpan() {
    TraceContext trace = TraceContext.parse(EXAMPLE).orElseThrow();
    Span span =
        SdkTracerProvider.builder()
            .build()
            .get("test")
            .spanBuilder("step")
            .setParent(trace.asParent())
            .startSpan();

    TraceContext next;
    try (Scope _ = span.makeCurrent()) {
      next = TraceContext.current();
    }

    assertThat(next.traceId()).isEqualTo(trace.traceId());
    assertThat(next.flags()).isEqualTo(trace.flags());
    assertThat(next.spanId()).isNotEqualTo(trace.spanId());
  }

  @Test
  void beginsATraceWhereNoSpanIsCurrent() {
    assertThat(TraceContext.current().traceId()).isNotEqualTo(TraceContext.current().traceId());
  }

  @Test
  void beginsTracesThatAreWellFormed() {
    TraceContext trace = TraceContext.begin();

    assertThat(TraceContext.parse(trace.traceparent())).contains(trace);
    assertThat(TraceContext.begin().traceId()).isNotEqualTo(trace.traceId());
  }
}

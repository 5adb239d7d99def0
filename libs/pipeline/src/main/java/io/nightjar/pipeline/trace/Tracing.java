package io.nightjar.pipeline.trace;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * The pipeline's spans, by OpenTelemetry's means: whatever program runs decides whether and where
 * they are exported. Without an SDK they cost nothing and only hand the context on.
 */
public final class Tracing {
  private static final String SCOPE = "io.nightjar.pipeline";

  private Tracing() {}

  /** A span that is current on this thread until it is closed; or nothing, where none is needed. */
  public static final class Step implements AutoCloseable {
    private final Span span;
    private final Scope scope;

    @SuppressWarnings("MustBeClosedChecker") // closed with the step
    private Step(Span span) {
      this.span = span;
      this.scope = span.makeCurrent();
    }

    /** Says something of the step. */
    public Step with(String attribute, String value) {
      span.setAttribute(attribute, value);
      return this;
    }

    /** Notes that the step failed. */
    public void failed(Throwable why) {
      span.recordException(why);
      span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void close() {
      scope.close();
      span.end();
    }
  }

  /** Begins to handle an event: its trace goes on. */
  public static Step consume(String name, TraceContext cause) {
    return step(name, SpanKind.CONSUMER, cause.asParent());
  }

  /** Goes on with what another process began: its trace goes on. */
  public static Step resume(String name, TraceContext cause) {
    return step(name, SpanKind.INTERNAL, cause.asParent());
  }

  /** Begins to publish, as part of what is current. */
  public static Step publish(String topic) {
    return part("publish " + topic, SpanKind.PRODUCER);
  }

  /** Begins a call to another system, as part of what is current. */
  public static Step call(String name) {
    return part(name, SpanKind.CLIENT);
  }

  /** What belongs to no recording, such as a probe of the store, gets no span of its own. */
  private static Step part(String name, SpanKind kind) {
    return Span.current().getSpanContext().isValid()
        ? step(name, kind, Context.current())
        : new Step(Span.getInvalid());
  }

  private static Step step(String name, SpanKind kind, Context parent) {
    return new Step(
        GlobalOpenTelemetry.getTracer(SCOPE)
            .spanBuilder(name)
            .setSpanKind(kind)
            .setParent(parent)
            .startSpan());
  }
}

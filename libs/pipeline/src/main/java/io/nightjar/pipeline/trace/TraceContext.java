package io.nightjar.pipeline.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The W3C trace context of a recording's way through the services, as headers and outbox entries
 * carry it; the spans themselves are OpenTelemetry's. Reads every version, writes 00.
 *
 * @param traceId 32 lower-case hex digits, the same for all that one upload causes
 * @param spanId 16 lower-case hex digits, the span that caused what comes
 * @param flags 2 lower-case hex digits
 */
public record TraceContext(String traceId, String spanId, String flags) {
  /** The header that carries the context, in HTTP and in Kafka. */
  public static final String HEADER = "traceparent";

  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /** The context of the span that is current; a new trace where there is none. */
  public static TraceContext current() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid()
        ? new TraceContext(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
        : begin();
  }

  /** Begins a trace. */
  static TraceContext begin() {
    return new TraceContext(nonZero() + hex(), nonZero(), "01");
  }

  /**
   * Reads a {@code traceparent}; a malformed one counts as none, as the standard asks. One of a
   * later version may go on after the flags.
   */
  public static Optional<TraceContext> parse(String traceparent) {
    var match = FORM.matcher(traceparent);
    if (!match.matches() || (match.group(1).equals("00") && match.group(5) != null)) {
      return Optional.empty();
    }
    return Optional.of(new TraceContext(match.group(2), match.group(3), match.group(4)));
  }

  /** The parent of spans that are to belong to this trace. */
  public Context asParent() {
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            traceId, spanId, TraceFlags.fromHex(flags, 0), TraceState.getDefault());
    return Context.root().with(Span.wrap(remote));
  }

  /** The {@code traceparent} that says this. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + "-" + flags;
  }

  private static String hex() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static String nonZero() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1L);
  }
}

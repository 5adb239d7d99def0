package io.nightjar.ingest.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The body of a request for one thread that may block. Bytes are taken from the connection only
 * once they are asked for, and at most {@link #WINDOW} buffers ahead of the reader: what is not
 * asked for yet stays with the sender. (The framework's own stream takes all that comes once the
 * answer is out, and keeps it.) A sender that waits for {@code 100 Continue} is told to go on at
 * the first read, so one that is refused before never is.
 */
public final class RequestBody extends InputStream {
  /**
   * Buffers (32 KiB, quarkus.http.limits.max-chunk-size) that may be asked for ahead of the reader.
   * Each demand wakes the event loop and each answer the reader: one at a time, of 8 KiB, cost more
   * than all else that ingest does with a large recording.
   */
  private static final int WINDOW = 3;

  private static final String KEY = RequestBody.class.getName();
  private static final String CONTINUE = "100-continue";
  private static final Buffer NOTHING = Buffer.buffer(0);

  private final HttpServerRequest request;
  private final Context context;
  private final Duration pause;
  private final BodyPace pace;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private boolean continueAwaited;
  private final AtomicInteger asked = new AtomicInteger();
  private Buffer chunk = NOTHING;
  private int position;
  private volatile boolean ended;

  private RequestBody(HttpServerRequest request, Context context, BodyLimits limits) {
    this.request = request;
    this.context = context;
    this.pause = limits.pause();
    this.pace = new BodyPace(limits.pace(), System.nanoTime());
    this.continueAwaited = CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
  }

  /** What the connection gives for one demand. */
  private sealed interface Arrival {}

  private record Bytes(Buffer buffer) implements Arrival {}

  private record End() implements Arrival {}

  private record Broken(Throwable cause) implements Arrival {}

  /**
   * Takes charge of a request's body; on the event loop, before anything of it can arrive.
   *
   * @param limits how long a read waits for the next byte, and all of them for the last
   */
  static RequestBody attach(RoutingContext routing, BodyLimits limits) {
    HttpServerRequest request = routing.request();
    RequestBody body = new RequestBody(request, routing.vertx().getOrCreateContext(), limits);
    request.pause();
    request.handler(buffer -> body.arrivals.add(new Bytes(buffer)));
    request.endHandler(
        _ -> {
          body.ended = true;
          body.arrivals.add(new End());
        });
    request.exceptionHandler(cause -> body.arrivals.add(new Broken(cause)));
    routing.put(KEY, body);
    return body;
  }

  /** The body of a request; an empty one if it was announced to have none. */
  public static InputStream of(RoutingContext routing) {
    RequestBody body = routing.get(KEY);
    return body == null ? InputStream.nullInputStream() : body;
  }

  /** Whether the last byte has been taken from the connection. */
  boolean ended() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * {@inheritDoc}
   *
   * @throws BodyPausedException if no byte comes for too long
   * @throws BodyTooSlowException if too few come
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position == chunk.length()) {
      switch (next()) {
        case Bytes arrived -> {
          chunk = arrived.buffer();
          position = 0;
          asked.decrementAndGet();
        }
        case End end -> {
          arrivals.add(end);
          return -1;
        }
        case Broken broken -> {
          arrivals.add(broken);
          throw new IOException("the connection broke", broken.cause());
        }
      }
    }
    int n = Math.min(length, chunk.length() - position);
    chunk.getBytes(position, position + n, buffer, offset);
    position += n;
    if (position == chunk.length()) {
      chunk = NOTHING;
      position = 0;
    }
    return n;
  }

  private Arrival next() throws IOException {
    demandMore();
    Arrival arrived = arrivals.poll();
    if (arrived != null) {
      return arrived;
    }
    long began = System.nanoTime();
    try {
      arrived = arrivals.poll(pace.patience(pause, began).toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a body was read");
    }
    long now = System.nanoTime();
    pace.checkDeadline(now);
    if (arrived == null) {
      throw new BodyPausedException(pause);
    }
    if (arrived instanceof Bytes bytes) {
      pace.count(bytes.buffer().length(), now - began);
    }
    return arrived;
  }

  /** A slow sender's next buffer has been asked for already: it wakes nobody but the reader. */
  private void demandMore() {
    if (asked.get() <= 1 && !ended) {
      int more = WINDOW - asked.getAndSet(WINDOW);
      context.runOnContext(_ -> demand(more));
    }
  }

  private void demand(int count) {
    if (continueAwaited && !request.response().ended()) {
      continueAwaited = false;
      request.response().writeContinue();
    }
    request.fetch(count);
  }
}

package io.nightjar.ingest.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * The rest of a body after an answer that did not wait for it. A connection that were closed at
 * once would be reset, and most senders would never read the answer; one that stayed open would
 * have to take a recording of any size for nothing. So the rest is read and dropped within bounds,
 * and then the connection is closed. Lives on the event loop.
 */
final class RefusedBody {
  /** The sender has read the answer, or never will, if it is silent for as long as that. */
  private static final long SILENCE_MILLIS = 3_000;

  private final HttpServerRequest request;
  private final Vertx vertx;
  private final long timer;
  private long bytesLeft;
  private long ticksLeft;
  private boolean heard;

  private RefusedBody(RoutingContext routing, BodyLimits limits) {
    this.request = routing.request();
    this.vertx = routing.vertx();
    this.bytesLeft = limits.refusedBytes();
    this.ticksLeft = Math.max(1, limits.refusedTime().toMillis() / SILENCE_MILLIS);
    this.timer = vertx.setPeriodic(SILENCE_MILLIS, _ -> tick());
  }

  /** Reads the rest of a body and drops it. */
  static void drop(RoutingContext routing, BodyLimits limits) {
    HttpServerRequest request = routing.request();
    if (request.isEnded()) {
      request.connection().close();
      return;
    }
    RefusedBody rest = new RefusedBody(routing, limits);
    request.handler(buffer -> rest.drop(buffer.length()));
    request.endHandler(_ -> rest.close());
    request.exceptionHandler(_ -> rest.close());
    request.resume();
  }

  private void drop(int count) {
    heard = true;
    bytesLeft -= count;
    if (bytesLeft < 0) {
      close();
    }
  }

  private void tick() {
    ticksLeft--;
    if (!heard || ticksLeft <= 0) {
      close();
    }
    heard = false;
  }

  private void close() {
    vertx.cancelTimer(timer);
    request.connection().close();
  }
}

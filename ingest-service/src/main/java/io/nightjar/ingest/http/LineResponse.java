package io.nightjar.ingest.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.nightjar.pipeline.scratch.ScratchSpace;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer of lines that begins while the body of its request still comes. Most clients read
 * nothing before they have sent all: whoever waited for them to read would never get the rest of
 * the body. So no line is waited for: a few are under way, all others gather on disk until the end.
 * For one thread.
 */
public final class LineResponse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineResponse.class);
  private static final long MOST_UNDER_WAY = 64 * 1024;
  private static final int PIECE = 16 * 1024;

  private final HttpServerResponse response;
  private final ScratchSpace scratch;
  private final Duration patience;
  private final Object monitor = new Object();
  private long underWay;
  private boolean broken;
  private Optional<LineSpool> spool = Optional.empty();

  private LineResponse(HttpServerResponse response, ScratchSpace scratch, Duration patience) {
    this.response = response;
    this.scratch = scratch;
    this.patience = patience;
  }

  /**
   * Begins an answer with status 200; its head goes out with the first line.
   *
   * @param scratch where lines gather
   * @param patience how long the client may read nothing at the end
   */
  public static LineResponse begin(
      RoutingContext routing, String mediaType, ScratchSpace scratch, Duration patience) {
    HttpServerResponse response = routing.response();
    response
        .setStatusCode(HttpURLConnection.HTTP_OK)
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
    return new LineResponse(response, scratch, patience);
  }

  /**
   * Sends a line, now or later; where nobody listens any more, it is dropped.
   *
   * @param line without its break
   */
  public void line(byte[] line) {
    byte[] bytes = new byte[line.length + 1];
    System.arraycopy(line, 0, bytes, 0, line.length);
    bytes[line.length] = '\n';
    try {
      while (hasRoom() && waiting()) {
        write(spool.orElseThrow().take(PIECE));
      }
      if (!waiting() && hasRoom()) {
        write(bytes); // room may have come since, but what waits goes first
      } else if (!isBroken()) {
        keep(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("there is no room for an answer on disk", e);
    }
  }

  /** Sends what has gathered, and ends the answer; it has left when this returns. */
  public void end() throws InterruptedException {
    try {
      while (waiting() && awaitRoom()) {
        write(spool.orElseThrow().take(PIECE));
      }
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("An answer is cut");
    }
    // Without its last line it must not look whole.
    if (waiting() || !leaves(response.end())) {
      response.reset();
    }
  }

  /** The framework touches the head when its caller returns, so that must have been written. */
  private boolean leaves(Future<Void> end) throws InterruptedException {
    try {
      end.toCompletionStage().toCompletableFuture().get(patience.toMillis(), MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false; // nobody reads it
    }
  }

  @Override
  public void close() {
    if (spool.isPresent()) {
      try {
        spool.get().close();
      } catch (IOException e) {
        LOG.atWarn().setCause(e).log("A scratch file can't be closed");
      }
    }
  }

  private boolean waiting() {
    return spool.isPresent() && !spool.get().isEmpty();
  }

  private void keep(byte[] bytes) throws IOException {
    if (spool.isEmpty()) {
      spool = Optional.of(LineSpool.open(scratch));
    }
    spool.get().add(bytes);
  }

  private void write(byte[] bytes) {
    synchronized (monitor) {
      underWay += bytes.length;
    }
    response.write(Buffer.buffer(bytes)).onComplete(sent -> left(bytes.length, sent.succeeded()));
  }

  private void left(int count, boolean succeeded) {
    synchronized (monitor) {
      underWay -= count;
      broken |= !succeeded;
      monitor.notifyAll();
    }
  }

  private boolean hasRoom() {
    synchronized (monitor) {
      return !broken && underWay < MOST_UNDER_WAY;
    }
  }

  private boolean isBroken() {
    synchronized (monitor) {
      return broken;
    }
  }

  private boolean awaitRoom() throws InterruptedException {
    synchronized (monitor) {
      long deadline = System.nanoTime() + patience.toNanos();
      for (long left = patience.toMillis(); underWay >= MOST_UNDER_WAY && left > 0 && !broken; ) {
        monitor.wait(left);
        left = (deadline - System.nanoTime()) / 1_000_000;
      }
      return !broken && underWay < MOST_UNDER_WAY;
    }
  }
}

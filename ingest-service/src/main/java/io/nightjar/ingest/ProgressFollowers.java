package io.nightjar.ingest;

import io.nightjar.ingest.http.Departure;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.view.ProgressStream;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Those who wait for the progress of recordings: as many as this replica was told. */
@Singleton
class ProgressFollowers {
  private final Semaphore places;
  private final Duration longest;
  private final Departure departure;

  ProgressFollowers(ProgressConfig config, Departure departure) {
    this.places = new Semaphore(config.watchers());
    this.longest = config.longest();
    this.departure = departure;
  }

  /**
   * Answers with what comes of a recording.
   *
   * @throws ProblemException {@code overloaded}
   */
  Response follow(
      ProgressStream.Source source, Optional<String> lastEventId, RoutingContext routing) {
    ProgressStream stream = new ProgressStream(source, lastEventId);
    if (stream.isOver()) {
      return Response.noContent().build();
    }
    if (!places.tryAcquire()) {
      throw new ProblemException(
          ProblemCode.OVERLOADED, "too many wait for the progress of recordings");
    }
    releaseAtEnd(routing);
    StreamingOutput body = out -> write(stream, out);
    return Response.ok(body, ProgressStream.MEDIA_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Accel-Buffering", "no")
        .build();
  }

  /** A connection that breaks may say so more than once. */
  private void releaseAtEnd(RoutingContext routing) {
    AtomicBoolean released = new AtomicBoolean();
    routing.addEndHandler(
        _ -> {
          if (released.compareAndSet(false, true)) {
            places.release();
          }
        });
  }

  private void write(ProgressStream stream, OutputStream out) throws IOException {
    try {
      stream.write(out, longest, departure::begun);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a progress was told");
    }
  }
}

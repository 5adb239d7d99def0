package io.nightjar.ingest.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The body of an answer that is made while it is sent: no more of it is made than its reader takes,
 * and a reader who takes nothing for a while is given up. For one thread that may block.
 */
public final class AwaitedResponse extends OutputStream {
  private static final int PIECE = 64 * 1024;

  private final HttpServerResponse response;
  private final Duration stall;
  private final byte[] piece = new byte[PIECE];
  private int filled;

  /**
   * Writes to an answer whose head is set and says its length.
   *
   * @param stall how long the reader may take nothing
   */
  public AwaitedResponse(HttpServerResponse response, Duration stall) {
    this.response = response;
    this.stall = stall;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int part = Math.min(length - done, PIECE - filled);
      System.arraycopy(bytes, offset + done, piece, filled, part);
      filled += part;
      done += part;
      if (filled == PIECE) {
        flush();
      }
    }
  }

  /** Returns when all of it has left. */
  @Override
  public void flush() throws IOException {
    if (filled > 0) {
      Buffer buffer = Buffer.buffer(filled).appendBytes(piece, 0, filled);
      filled = 0;
      await(response.write(buffer));
    }
  }

  /** Ends the answer; it has left when this returns. */
  public void end() throws IOException {
    flush();
    await(response.end());
  }

  private void await(Future<Void> leaving) throws IOException {
    try {
      leaving
          .toCompletionStage()
          .toCompletableFuture()
          .get(stall.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the reader of an answer is gone", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the reader of an answer took nothing for " + stall, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while an answer was sent");
    }
  }
}

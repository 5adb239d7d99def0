package io.nightjar.local.client;

import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.pipeline.retry.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Sends files, a few side by side, and waits for what becomes of them. */
public final class Uploader {
  private static final int SIDE_BY_SIDE = 2;
  private static final Backoff LOOKS = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

  private final IngestClient client;
  private final boolean wait;
  private final Duration patience;
  private final LongConsumer sent;
  private final Runnable done;
  private final Semaphore uploads = new Semaphore(SIDE_BY_SIDE);
  private final AtomicBoolean reached = new AtomicBoolean();

  /**
   * An uploader.
   *
   * @param wait whether an outcome is final, or only says that the file was taken
   * @param patience how long to wait for a final outcome of a file after it was sent, and for a
   *     service that has gone away
   * @param sent hears how many bytes went out, as {@link IngestClient#upload}
   * @param done hears that a file is through
   */
  public Uploader(
      IngestClient client, boolean wait, Duration patience, LongConsumer sent, Runnable done) {
    this.client = client;
    this.wait = wait;
    this.patience = patience;
    this.sent = sent;
    this.done = done;
  }

  /**
   * Sends the files; no file waits for another's outcome.
   *
   * @param outcomes gets one outcome a file, in the order of the files, as early as possible
   * @throws Failure if the service is not there at all; one that goes away later is waited for
   */
  public void run(List<String> files, Consumer<UploadOutcome> outcomes)
      throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<UploadOutcome>>();
      for (String file : files) {
        running.add(threads.submit(() -> one(file)));
      }
      try {
        for (Future<UploadOutcome> future : running) {
          outcomes.accept(future.get());
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Failure failure
            ? failure
            : new IllegalStateException(e.getCause());
      } finally {
        // Whoever is still at work here is no longer waited for.
        threads.shutdownNow();
      }
    }
  }

  private UploadOutcome one(String file) throws InterruptedException {
    try {
      Answer answer = send(Path.of(file));
      reached.set(true);
      return switch (answer) {
        case Answer.Refused refused -> UploadOutcome.refused(file, refused);
        case Answer.Accepted accepted when wait -> outcome(file, accepted);
        case Answer.Accepted accepted -> UploadOutcome.accepted(file, accepted);
      };
    } catch (IOException e) {
      return UploadOutcome.failed(file, String.valueOf(e.getMessage()));
    } catch (Failure gone) {
      // The files before this one have outcomes, which must not be lost with it.
      if (!reached.get()) {
        throw gone;
      }
      return UploadOutcome.failed(file, String.valueOf(gone.getMessage()));
    } finally {
      done.run();
    }
  }

  private Answer send(Path file) throws IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no file " + file);
    }
    uploads.acquire();
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      for (int tries = 0; ; tries++) {
        try {
          return client.upload(file, sent);
        } catch (Failure gone) {
          // It was there a moment ago, so it may be starting anew.
          if (!reached.get() || System.nanoTime() > deadline) {
            throw gone;
          }
        }
        Thread.sleep(LOOKS.before(tries, ThreadLocalRandom.current()));
      }
    } finally {
      uploads.release();
    }
  }

  private UploadOutcome outcome(String file, Answer.Accepted accepted) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (int looks = 0; ; looks++) {
      String last = "";
      try {
        RecordingState state = client.recording(accepted.recordingId());
        if (!state.isProcessing()) {
          return UploadOutcome.of(file, accepted, state);
        }
      } catch (IOException passing) {
        last = "; the last answer: " + passing.getMessage();
      } catch (Failure refused) {
        if (refused.exitCode() != ExitCode.NOT_UP) {
          return UploadOutcome.unknown(file, accepted, String.valueOf(refused.getMessage()));
        }
        last = "; " + refused.getMessage();
      }
      if (System.nanoTime() > deadline) {
        return UploadOutcome.unknown(
            file,
            accepted,
            "no outcome after " + patience.toSeconds() + " s; it may still come" + last);
      }
      Thread.sleep(LOOKS.before(looks, ThreadLocalRandom.current()));
    }
  }
}

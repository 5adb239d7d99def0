package io.nightjar.local.client;

import io.nightjar.local.terminal.Failure;
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
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Sends files, a few side by side, and waits for what becomes of them. */
public final class Uploader {
  private static final int SIDE_BY_SIDE = 2;
  private static final Duration FIRST_LOOK = Duration.ofMillis(100);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

  private final IngestClient client;
  private final boolean wait;
  private final Duration patience;
  private final LongConsumer sent;
  private final Runnable done;
  private final Semaphore uploads = new Semaphore(SIDE_BY_SIDE);

  /**
   * An uploader.
   *
   * @param wait whether an outcome is final, or only says that the file was taken
   * @param patience how long to wait for a final outcome of a file after it was sent
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
   * @throws Failure if the service is not there at all
   */
  public void run(List<String> files, Consumer<UploadOutcome> outcomes)
      throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<UploadOutcome>>();
      for (String file : files) {
        running.add(threads.submit(() -> one(file)));
      }
      for (Future<UploadOutcome> future : running) {
        try {
          outcomes.accept(future.get());
        } catch (ExecutionException e) {
          threads.shutdownNow();
          throw e.getCause() instanceof Failure failure
              ? failure
              : new IllegalStateException(e.getCause());
        }
      }
    }
  }

  private UploadOutcome one(String file) throws InterruptedException {
    try {
      Answer answer = send(Path.of(file));
      return switch (answer) {
        case Answer.Refused refused -> UploadOutcome.refused(file, refused);
        case Answer.Accepted accepted when wait -> outcome(file, accepted);
        case Answer.Accepted accepted -> UploadOutcome.accepted(file, accepted);
      };
    } catch (IOException e) {
      return UploadOutcome.failed(file, String.valueOf(e.getMessage()));
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
      return client.upload(file, sent);
    } finally {
      uploads.release();
    }
  }

  private UploadOutcome outcome(String file, Answer.Accepted accepted) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_LOOK;
    while (true) {
      try {
        RecordingState state = client.recording(accepted.recordingId());
        if (!state.isProcessing()) {
          return UploadOutcome.of(file, accepted, state);
        }
      } catch (IOException e) {
        return UploadOutcome.unknown(file, accepted, String.valueOf(e.getMessage()));
      }
      if (System.nanoTime() > deadline) {
        return UploadOutcome.unknown(
            file, accepted, "no outcome after " + patience.toSeconds() + " s; it may still come");
      }
      Thread.sleep(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : pause.multipliedBy(2);
    }
  }
}

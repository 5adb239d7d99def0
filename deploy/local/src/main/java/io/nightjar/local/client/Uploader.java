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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Sends files, a few side by side, and waits for what becomes of them. */
public final class Uploader {
  /** How many files go side by side unless somebody asks for another number. */
  public static final int JOBS = 4;

  private static final int LOOKS_AT_ONCE = 32;
  private static final Backoff LOOKS = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

  private final IngestClient client;
  private final boolean wait;
  private final Duration patience;
  private final UploadProgress progress;
  private final Semaphore uploads;
  private final Semaphore looks = new Semaphore(LOOKS_AT_ONCE);
  private final AtomicBoolean reached = new AtomicBoolean();

  /**
   * An uploader.
   *
   * @param wait whether an outcome is final, or only says that the file was taken; and how the
   *     recording stands now, where the service had it before
   * @param patience how long to wait for a final outcome of a file after it was sent, and for a
   *     service that has gone away
   * @param jobs files that are read and sent side by side
   */
  public Uploader(
      IngestClient client, boolean wait, Duration patience, int jobs, UploadProgress progress) {
    this.client = client;
    this.wait = wait;
    this.patience = patience;
    this.uploads = new Semaphore(jobs);
    this.progress = progress;
  }

  /**
   * Sends the files; no file waits for another's outcome.
   *
   * @param outcomes gets one outcome a file, in the order of the files, as early as possible
   * @throws Failure if the service is not there at all; one that goes away later is waited for
   */
  public void run(List<String> files, Consumer<UploadOutcome> outcomes)
      throws InterruptedException {
    side(files.stream().<Callable<UploadOutcome>>map(file -> () -> one(file)).toList(), outcomes);
  }

  private void side(List<Callable<UploadOutcome>> tasks, Consumer<UploadOutcome> outcomes)
      throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        List<Future<UploadOutcome>> running = tasks.stream().map(threads::submit).toList();
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

  /**
   * Sends an archive, whose members are told one by one as they are taken, or, with waiting, when
   * their outcomes are known.
   *
   * @return how many members were passed over since they are no recordings
   */
  public long archive(String file, Consumer<UploadOutcome> outcomes) throws InterruptedException {
    var upload = new ArchiveUpload(client, file, progress);
    var members = new ArrayList<Callable<UploadOutcome>>();
    try {
      upload.run(
          wait
              ? member -> members.add(() -> settled(member))
              : member -> outcomes.accept(standing(member)));
    } catch (IOException e) {
      outcomes.accept(UploadOutcome.failed(file, String.valueOf(e.getMessage())));
    } catch (Failure gone) {
      if (gone.exitCode() == ExitCode.NOT_UP && !reached.get()) {
        throw gone;
      }
      outcomes.accept(UploadOutcome.failed(file, String.valueOf(gone.getMessage())));
    } finally {
      progress.done();
    }
    reached.set(true);
    side(members, outcomes);
    return upload.passedOver();
  }

  private UploadOutcome settled(UploadOutcome member) throws InterruptedException {
    String id = member.recordingId();
    return id == null
        ? member
        : outcome(member.file(), new Answer.Accepted(id, member.duplicate()));
  }

  /** Of a member that was there before: how it stands. Who is interrupted hears it later. */
  private UploadOutcome standing(UploadOutcome member) {
    String id = member.recordingId();
    if (id == null || !member.duplicate()) {
      return member;
    }
    try {
      return standing(member.file(), new Answer.Accepted(id, true));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return member;
    }
  }

  private UploadOutcome standing(String file, Answer.Accepted known) throws InterruptedException {
    try {
      return UploadOutcome.of(file, known, look(known.recordingId()));
    } catch (IOException | Failure untold) {
      return UploadOutcome.unknown(file, known, String.valueOf(untold.getMessage()));
    }
  }

  private UploadOutcome one(String file) throws InterruptedException {
    try {
      Answer answer = send(ShownPath.of(file));
      reached.set(true);
      return switch (answer) {
        case Answer.Refused refused -> UploadOutcome.refused(file, refused);
        case Answer.Accepted accepted when wait -> outcome(file, accepted);
        case Answer.Accepted known when known.duplicate() -> standing(file, known);
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
      progress.done();
    }
  }

  private Answer send(Path path) throws IOException, InterruptedException {
    if (!Files.isRegularFile(path)) {
      throw new IOException("there is no file " + path);
    }
    uploads.acquire();
    try {
      LocalFile file = LocalFile.read(path);
      long deadline = System.nanoTime() + patience.toNanos();
      for (int tries = 0; ; tries++) {
        try {
          return send(file);
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

  private Answer send(LocalFile file) throws IOException, InterruptedException {
    Optional<Answer.Accepted> known = client.known(file);
    if (known.isPresent()) {
      progress.spared(file.size());
      return known.get();
    }
    return client.upload(file, progress);
  }

  private UploadOutcome outcome(String file, Answer.Accepted accepted) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (int looks = 0; ; looks++) {
      String last = "";
      try {
        RecordingState state = look(accepted.recordingId());
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

  /** Thousands may wait; so many do not ask at once. */
  private RecordingState look(String recordingId) throws IOException, InterruptedException {
    looks.acquire();
    try {
      return client.recording(recordingId);
    } finally {
      looks.release();
    }
  }
}

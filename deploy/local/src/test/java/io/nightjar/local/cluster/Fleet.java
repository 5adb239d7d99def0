package io.nightjar.local.cluster;

import static org.awaitility.Awaitility.await;

import io.nightjar.local.crash.Camera;
import io.nightjar.local.crash.Clips;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Cameras that upload at once, thermal video and sound in turn, each recording until it is
 * accepted.
 */
final class Fleet implements AutoCloseable {
  private static final int CAMERAS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final ExecutorService threads = Executors.newFixedThreadPool(CAMERAS);
  private final AtomicInteger serial = new AtomicInteger();
  private final AtomicInteger repeats = new AtomicInteger();
  private final Map<String, Integer> accepted = new ConcurrentHashMap<>();
  private final Camera camera;

  /** Cameras that have one identity. */
  Fleet(Camera camera) {
    this.camera = camera;
  }

  /** The ids of all that were accepted, and which clip each is. */
  Map<String, Integer> accepted() {
    return Map.copyOf(accepted);
  }

  /** How often an upload had to be sent again. */
  int repeats() {
    return repeats.get();
  }

  /** Uploads a number of recordings as fast as they are taken, and waits for the last one. */
  void upload(int count) {
    AtomicInteger left = new AtomicInteger(count);
    join(begin(() -> left.getAndDecrement() > 0, Duration.ZERO));
  }

  /** Uploads while something else is done: each camera a recording a second, not more. */
  void uploadDuring(Runnable work) {
    AtomicBoolean over = new AtomicBoolean();
    List<Future<?>> uploads = begin(() -> !over.get(), Duration.ofSeconds(1));
    try {
      work.run();
    } finally {
      over.set(true);
    }
    join(uploads);
  }

  /** Uploads one recording, again and again until it is accepted; its id. */
  String uploadOne() {
    int number = serial.incrementAndGet();
    byte[] clip = clip(number);
    String id =
        await("upload " + number + " to be accepted")
            .atMost(PATIENCE)
            .until(() -> once(clip), Optional::isPresent)
            .orElseThrow();
    accepted.put(id, number);
    return id;
  }

  private Optional<String> once(byte[] clip) {
    Optional<String> id = camera.upload(clip);
    if (id.isEmpty()) {
      repeats.incrementAndGet();
    }
    return id;
  }

  /** A clip by its number: of an even one thermal video, of an odd one sound. */
  static byte[] clip(int number) {
    return isThermal(number) ? Clips.thermal(number) : Clips.sound(number);
  }

  static boolean isThermal(int number) {
    return number % 2 == 0;
  }

  private List<Future<?>> begin(BooleanSupplier more, Duration pace) {
    List<Future<?>> uploads = new ArrayList<>();
    for (int n = 0; n < CAMERAS; n++) {
      uploads.add(
          threads.submit(
              () -> {
                while (more.getAsBoolean()) {
                  long began = System.nanoTime();
                  uploadOne();
                  Duration rest = pace.minusNanos(System.nanoTime() - began);
                  if (rest.isPositive()) {
                    Thread.sleep(rest);
                  }
                }
                return null;
              }));
    }
    return uploads;
  }

  private static void join(List<Future<?>> uploads) {
    for (Future<?> upload : uploads) {
      try {
        upload.get();
      } catch (ExecutionException e) {
        throw new AssertionError("an upload was never accepted", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package io.nightjar.ingest.frames;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.fault.DependencyException;
import io.nightjar.pipeline.meter.PipelineMeter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many recordings this replica decodes for readers at once, and in how much heap. */
public final class DecodingPlaces {
  private static final int KIB = 1024;

  private static final String WELL = "none";
  private static final String CUT = "cut";
  private static final Duration SHORTEST = Duration.ofMillis(5);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final int most;
  private final int mostKibibytes;
  private final Duration patience;
  private final Semaphore places;
  private final Semaphore kibibytes;
  private final MeterRegistry meters;

  /**
   * Makes places.
   *
   * @param most at the same time
   * @param heap bytes that they hold together; who needs more than that alone gets all of it
   * @param patience how long a reader waits for either
   * @param meters where it is counted how long each is used, and how that ends
   */
  public DecodingPlaces(int most, long heap, Duration patience, MeterRegistry meters) {
    this.most = most;
    this.mostKibibytes = Math.clamp(heap / KIB, 1, Integer.MAX_VALUE);
    this.patience = patience;
    this.places = new Semaphore(most);
    this.kibibytes = new Semaphore(mostKibibytes);
    this.meters = meters;
  }

  /** How many are taken. */
  public int taken() {
    return most - places.availablePermits();
  }

  /** What is done in a place. */
  @FunctionalInterface
  public interface Decoding {
    /** Does it; the place is left by who gave it. */
    void in(Place place) throws IOException, InterruptedException;
  }

  /**
   * Decodes in a place, or waits for one, and measures both.
   *
   * @throws ProblemException {@code overloaded}, or as the decoding does
   */
  public void use(Decoding decoding) throws IOException, InterruptedException {
    Timer.Sample timer = Timer.start(meters);
    String code = CUT;
    try (Place place = enter()) {
      decoding.in(place);
      code = WELL;
    } catch (ProblemException e) {
      code = e.code().code();
      throw e;
    } catch (DependencyException e) {
      code = ProblemCode.UNAVAILABLE.code();
      throw e;
    } finally {
      timer.stop(
          PipelineMeter.FRAMES_DURATION
              .timer(code)
              .publishPercentileHistogram()
              .minimumExpectedValue(SHORTEST)
              .maximumExpectedValue(LONGEST)
              .register(meters));
    }
  }

  /**
   * Takes a place, or waits for one.
   *
   * @throws ProblemException {@code overloaded}
   */
  public Place enter() throws InterruptedException {
    take(places, 1);
    return new Place();
  }

  private void take(Semaphore some, int count) throws InterruptedException {
    if (!some.tryAcquire(count, patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ProblemException(
          ProblemCode.OVERLOADED, "too many recordings are decoded already; try again later");
    }
  }

  /** One of them; for one thread. */
  public final class Place implements AutoCloseable {
    private int reserved;

    /**
     * Waits for heap, before it is used; it is kept until the place is left.
     *
     * @throws ProblemException {@code overloaded}
     */
    void reserve(long bytes) throws InterruptedException {
      if (reserved == 0) {
        int wanted = Math.clamp(bytes / KIB + 1, 1, mostKibibytes);
        take(kibibytes, wanted);
        reserved = wanted;
      }
    }

    @Override
    public void close() {
      kibibytes.release(reserved);
      reserved = 0;
      places.release();
    }
  }
}

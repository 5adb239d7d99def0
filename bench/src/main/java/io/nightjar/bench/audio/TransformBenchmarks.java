package io.nightjar.bench.audio;

import io.nightjar.spectrum.transform.AnySizeTransform;
import io.nightjar.spectrum.transform.PlainTransform;
import io.nightjar.spectrum.transform.PowerTransform;
import io.nightjar.spectrum.transform.Scaling;
import io.nightjar.spectrum.transform.Window;
import io.nightjar.spectrum.vector.VectorTransform;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time of one column, on one thread: window, transform and power of overlapping pieces of
 * sound; of FFTW the transform alone.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 400, time = 5, timeUnit = TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TransformBenchmarks {
  private static final int COLUMNS = 32;

  /** Samples of a window; the hop is a quarter of it. */
  @Param({"1024", "2048", "4096"})
  public int window;

  private float[] sound = {};
  private float[][] power = {};
  private Optional<PowerTransform> vector = Optional.empty();
  private Optional<PowerTransform> plain = Optional.empty();
  private Optional<PowerTransform> jtransforms = Optional.empty();
  private Optional<Fftw> fftw = Optional.empty();
  private Optional<Fftw> fftwBatch = Optional.empty();

  @Setup
  public void prepare() {
    SplittableRandom random = new SplittableRandom(window);
    sound = new float[COLUMNS * window / 4 + window];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (float) random.nextDouble(-1, 1);
    }
    power = new float[COLUMNS][window / 2 + 1];
    Window weights = Window.blackmanHarris(window);
    Scaling scaling = Scaling.FULL_SCALE_SINE;
    vector = Optional.of(new VectorTransform(weights, window / 4, scaling));
    plain = Optional.of(new PlainTransform(weights, window / 4, scaling));
    jtransforms = Optional.of(new AnySizeTransform(weights, window / 4, scaling));
    fftw = Fftw.plan(window, 1);
    fftwBatch = Fftw.plan(window, Fftw.BATCH);
  }

  private float[][] columns(Optional<PowerTransform> way) {
    PowerTransform transform = way.orElseThrow();
    int batch = transform.batch();
    for (int at = 0; at < COLUMNS; at += batch) {
      transform.compute(sound, at * (window / 4), batch, power, at);
    }
    return power;
  }

  @Benchmark
  @OperationsPerInvocation(COLUMNS)
  public float[][] vector() {
    return columns(vector);
  }

  @Benchmark
  @OperationsPerInvocation(COLUMNS)
  public float[][] plain() {
    return columns(plain);
  }

  @Benchmark
  @OperationsPerInvocation(COLUMNS)
  public float[][] jtransforms() {
    return columns(jtransforms);
  }

  @Benchmark
  @OperationsPerInvocation(COLUMNS)
  public void fftw() {
    for (int i = 0; i < COLUMNS; i++) {
      fftw.orElseThrow().execute();
    }
  }

  @Benchmark
  @OperationsPerInvocation(COLUMNS)
  public void fftwBatch() {
    for (int i = 0; i < COLUMNS; i += Fftw.BATCH) {
      fftwBatch.orElseThrow().execute();
    }
  }
}

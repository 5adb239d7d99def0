package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the machine does to a child is never the recording's outcome, and nothing is left running.
 */
@Tag("process")
@Timeout(120)
class ChildFaultTest {

  /** Two megabytes as floating point: far more than fits into a pipe, so the child has to wait. */
  private static final short[] LONG = new short[2_000 * Flac.BLOCK];

  @TempDir Path folder;
  private FfmpegInstallation ffmpeg;
  private Path flac;
  private Path wav;
  private final CollectedSamples sink = new CollectedSamples();

  @BeforeEach
  void writeRecordings() throws IOException {
    ffmpeg = FfmpegInstallation.bundled();
    flac = Files.write(folder.resolve("x.flac"), Flac.file(LONG));
    wav = Files.write(folder.resolve("x.wav"), Wav.pcm16(Flac.RATE, 2, LONG));
  }

  private SoundDecoder decoder(ProcessLimits process) {
    return new SoundDecoder(
        ffmpeg, new SoundLimits(Duration.ofHours(1), 8, 250, 1_000_000, process));
  }

  @Test
  void aMissedDeadlineIsTheMachinesFault() {
    ProcessLimits noTime = new ProcessLimits(Duration.ofNanos(1), Long.MAX_VALUE, 1L << 30, 0);

    assertThatThrownBy(() -> decoder(noTime).decode(flac, sink))
        .isInstanceOf(ChildFaultException.class)
        .extracting(thrown -> ((ChildFaultException) thrown).code())
        .isEqualTo("deadline-missed");
  }

  @ParameterizedTest
  @CsvSource({
    "KILL, 1, child-killed",
    "TERM, 1, child-killed",
    "TERM, 50, child-killed",
    "SEGV, 1, child-crashed"
  })
  void aChildThatASignalEndedIsTheMachinesFault(String signal, int times, String code) {
    AtomicInteger left = new AtomicInteger(times);
    LongConsumer attack =
        _ -> {
          while (left.getAndDecrement() > 0) {
            signalChildren(signal);
          }
        };

    assertThatThrownBy(() -> decoder(ProcessLimits.DEFAULT).decode(flac, sink, attack))
        .isInstanceOf(ChildFaultException.class)
        .extracting(thrown -> ((ChildFaultException) thrown).code())
        .isEqualTo(code);
  }

  private static void signalChildren(String signal) {
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("/ffmpeg"))
        .forEach(child -> run("kill", "-" + signal, Long.toString(child.pid())));
  }

  /** Would never end for a child that was left running. */
  private static void awaitChildren() {
    ProcessHandle.current().children().forEach(child -> child.onExit().join());
  }

  private static void run(String... command) {
    try {
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.flac", "x.wav"})
  void tellsOfEverySampleOfAllChannels(String name) throws IOException {
    AtomicLong spent = new AtomicLong();

    decoder(ProcessLimits.DEFAULT).decode(folder.resolve(name), sink, spent::addAndGet);

    assertThat(spent.get()).isEqualTo(LONG.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.flac", "x.wav"})
  void whoeverCountsCanEndTheWork(String name) {
    CancellationException enough = new CancellationException("enough");

    assertThatThrownBy(
            () ->
                decoder(ProcessLimits.DEFAULT)
                    .decode(
                        folder.resolve(name),
                        sink,
                        _ -> {
                          throw enough;
                        }))
        .isSameAs(enough);
    awaitChildren();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.flac", "x.wav"})
  void anInterruptEndsTheWork(String name) {
    Thread caller = Thread.currentThread();

    assertThatThrownBy(
            () ->
                decoder(ProcessLimits.DEFAULT)
                    .decode(folder.resolve(name), sink, _ -> caller.interrupt()))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    awaitChildren();
  }

  @Test
  void aFullDiskIsTheMachinesFault() throws IOException {
    Path full = Path.of("/dev/full");
    SoundEncoder encoder = new SoundEncoder(ffmpeg, ProcessLimits.DEFAULT);

    assertThatThrownBy(() -> encoder.encodeM4a(wav, full, 64_000, Map.of()))
        .isInstanceOf(ChildFaultException.class)
        .extracting(thrown -> ((ChildFaultException) thrown).code())
        .isEqualTo("disk-full");
  }
}

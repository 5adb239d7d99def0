package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.PictureEncoder;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.SoundDecoder;
import io.nightjar.media.SoundLimits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night takes time, not memory. */
@Tag("process")
class LongRecordingTest {
  private static final int RATE = 1_000;
  private static final int SIX_HOURS = 6 * 3_600;
  private static final Instant RECEIVED = Instant.parse("2026-02-01T00:00:00Z");

  @TempDir Path folder;

  /** Thumbnails that were encoded again, finer or coarser, are held one after the other. */
  private static final long ENCODED_AGAIN = 1 << 20;

  /**
   * All that is allocated from the beginning to the end bounds what is held at once. It must not be
   * more than was reserved, and that is the same for a minute.
   */
  @Test
  void sixHoursNeedNoMoreMemoryThanAMinute() throws IOException {
    List<Long> reserved = new ArrayList<>();
    analyse(noise(60), reserved); // loads classes and tables
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Path night = noise(SIX_HOURS);
    long before = threads.getCurrentThreadAllocatedBytes();

    SoundMetadata metadata = analyse(night, reserved);

    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(metadata.durationSeconds()).isEqualTo(SIX_HOURS);
    assertThat(metadata.spectrogram().columns()).isBetween(2_048, 4_096);
    assertThat(reserved).hasSize(2);
    assertThat(reserved.get(1)).isEqualTo(reserved.get(0));
    assertThat(allocated).isLessThan(reserved.get(0) + ENCODED_AGAIN);
  }

  private SoundMetadata analyse(Path recording, List<Long> reserved) throws IOException {
    FfmpegInstallation ffmpeg = FfmpegInstallation.bundled();
    SoundAnalysis analysis =
        new SoundAnalysis(
            new SoundDecoder(ffmpeg, SoundLimits.DEFAULT),
            SpectrogramParameters.DEFAULT,
            SoundLimits.DEFAULT.channels(),
            new PictureEncoder(ffmpeg, ProcessLimits.DEFAULT),
            SoundArtefacts.USUAL);
    SoundAnalysis.Outcome outcome =
        analysis.analyse(recording, folder, RECEIVED, reserved::add, _ -> {});
    return ((SoundAnalysis.Outcome.Complete) outcome).metadata();
  }

  private Path noise(int seconds) throws IOException {
    int samples = RATE * seconds;
    ByteBuffer wav = ByteBuffer.allocate(44 + samples).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE);
    wav.putShort((short) 1).putShort((short) 8);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples);
    byte[] sound = new byte[samples];
    new SplittableRandom(4).nextBytes(sound);
    return Files.write(folder.resolve(seconds + ".wav"), wav.put(sound).array());
  }
}

package io.nightjar.media;

import io.nightjar.media.container.FileBytes;
import io.nightjar.media.container.PcmLayout;
import io.nightjar.media.container.StreamCheck;
import io.nightjar.media.container.WaveData;
import io.nightjar.media.container.WaveFile;
import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A wave file with plain samples.
 *
 * @param container FFmpeg's name of its format
 * @param data where the sound lies
 * @param layout how
 */
record PcmWave(String container, WaveData data, PcmLayout layout) {

  private static final double LONGEST_CLAIM_SECONDS = 1e9;

  /** Reads a file's structure; empty if it is something else. */
  static Optional<PcmWave> read(FileBytes bytes) throws IOException {
    Optional<WaveFile> wave = WaveFile.read(bytes);
    Optional<PcmLayout> layout =
        wave.isPresent() ? PcmLayout.of(wave.get(), bytes) : Optional.empty();
    return layout.flatMap(
        l -> wave.flatMap(w -> w.data().map(data -> new PcmWave(w.container(), data, l))));
  }

  /** What the structure of a wave file with compressed sound tells. */
  static Optional<StreamCheck> checkCompressed(WaveFile wave, long size) {
    if (wave.data().isEmpty()) {
      return Optional.empty();
    }
    WaveData data = wave.data().get();
    if (data.missing() > 0) {
      return Optional.of(StreamCheck.cut(size, data.missing() + " bytes missing"));
    }
    boolean canIgnore = wave.container().equals("wav") && wave.order() == ByteOrder.LITTLE_ENDIAN;
    return data.note()
        .filter(_ -> canIgnore && data.length() > 0)
        .map(note -> StreamCheck.ofLength(data.start() + data.length(), note));
  }

  SoundInfo info(Map<String, String> tags) {
    return new SoundInfo(
        container, layout.codec(), layout.sampleRate(), layout.channels(), claimed(), tags);
  }

  private Duration claimed() {
    double seconds = seconds(data.declared());
    return seconds < LONGEST_CLAIM_SECONDS
        ? Duration.ofNanos(Math.round(seconds * 1e6) * 1000)
        : Duration.ZERO;
  }

  private double seconds(long bytes) {
    long samples = bytes / layout.frameBytes();
    return (double) samples / layout.sampleRate();
  }

  /** What reading all of it came to. */
  DecodeOutcome judge(SoundInfo info, SampleForwarder samples) {
    List<String> notes = new ArrayList<>();
    data.note().ifPresent(notes::add);
    DecodedSound sound = samples.sound(notes);
    if (sound.samples() == 0) {
      return data.missing() >= layout.frameBytes()
          ? new DecodeOutcome.Rejected(
              SoundFault.NOT_DECODABLE,
              "the header says " + data.declared() + " bytes of sound, none is there")
          : new DecodeOutcome.Rejected(SoundFault.NO_SOUND, SoundFault.NO_SAMPLES);
    }
    if (data.missing() >= layout.frameBytes()) {
      String reason =
          String.format(
              Locale.ROOT,
              "%d bytes missing: %.2f s of %.2f s are there",
              data.missing(),
              sound.seconds(),
              seconds(data.declared()));
      return new DecodeOutcome.DecodedPartially(info, sound, SoundFault.TRUNCATED, reason);
    }
    if (data.length() % layout.frameBytes() != 0) {
      notes.add("the last sample is cut");
    }
    return new DecodeOutcome.Decoded(info, samples.sound(notes));
  }
}

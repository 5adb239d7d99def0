package io.nightjar.audio.spectrogram;

import io.nightjar.audio.spectrogram.SoundMetadata.End;
import io.nightjar.media.DecodeOutcome;
import io.nightjar.media.DecodedSound;
import io.nightjar.media.SampleSink;
import io.nightjar.media.SoundDecoder;
import io.nightjar.media.SoundFault;
import io.nightjar.media.SoundInfo;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * Turns a sound file into its spectrogram and what is known about it. Safe for use by several
 * threads.
 */
public final class SoundAnalysis {

  /** Name of the array that is written. */
  public static final String ARRAY = "spectrogram.npy";

  /** Name of the picture that is written. */
  public static final String PICTURE = "spectrogram.png";

  private final SoundDecoder decoder;
  private final SpectrogramParameters parameters;

  public SoundAnalysis(SoundDecoder decoder, SpectrogramParameters parameters) {
    this.decoder = decoder;
    this.parameters = parameters;
  }

  /** What became of a recording. */
  public sealed interface Outcome {

    /**
     * All of it was analysed.
     *
     * @param array {@value SoundAnalysis#ARRAY} in the work folder
     * @param picture {@value SoundAnalysis#PICTURE} in the work folder
     */
    record Complete(SoundMetadata metadata, Path array, Path picture) implements Outcome {}

    /**
     * What is left of a damaged recording was analysed.
     *
     * @param code {@code truncated} or {@code damaged}
     * @param detail in words
     */
    record Partial(SoundMetadata metadata, Path array, Path picture, String code, String detail)
        implements Outcome {}

    /**
     * Nothing could be analysed, and no file was written.
     *
     * @param code one of {@link SoundFault#code()}: {@code not-decodable}, {@code no-sound}, {@code
     *     too-long}, {@code too-many-channels}, {@code sample-rate-out-of-range}
     * @param detail in words
     */
    record Rejected(String code, String detail) implements Outcome {}
  }

  /**
   * Analyses a recording. Its length costs time, not memory.
   *
   * @param sound a local file
   * @param workFolder where the two files are written; exists
   * @throws io.nightjar.media.ChildFaultException if the machine was too slow, too small or
   *     disturbed
   * @throws IOException if the machine failed, not the recording: trying again may help
   */
  public Outcome analyse(Path sound, Path workFolder) throws IOException {
    Ear ear = new Ear(parameters);
    Path array = workFolder.resolve(ARRAY);
    Path picture = workFolder.resolve(PICTURE);
    return switch (decoder.decode(sound, ear)) {
      case DecodeOutcome.Rejected(SoundFault fault, String reason) ->
          new Outcome.Rejected(fault.code(), reason);
      case DecodeOutcome.Decoded(SoundInfo info, DecodedSound decoded) -> {
        SoundMetadata metadata =
            ear.finish(
                info,
                decoded,
                new End("complete", String.join("; ", decoded.notes())),
                array,
                picture);
        yield new Outcome.Complete(metadata, array, picture);
      }
      case DecodeOutcome.DecodedPartially(
              SoundInfo info,
              DecodedSound decoded,
              SoundFault fault,
              String reason) -> {
        End end = new End(fault.code(), reason);
        SoundMetadata metadata = ear.finish(info, decoded, end, array, picture);
        yield new Outcome.Partial(metadata, array, picture, fault.code(), reason);
      }
    };
  }

  /** Listens to one recording. */
  private static final class Ear implements SampleSink {

    private final LevelMeter level = new LevelMeter();
    private final SpectrogramBuilder builder;
    private int channels;
    private float[] mono = {};

    Ear(SpectrogramParameters parameters) {
      this.builder = new SpectrogramBuilder(parameters);
    }

    @Override
    public void begin(int sampleRate, int channelCount) {
      channels = channelCount;
    }

    @Override
    public void accept(float[] interleaved, int count) {
      if (mono.length < count) {
        mono = new float[count];
      }
      for (int i = 0; i < count; i++) {
        float sum = 0;
        for (int channel = 0; channel < channels; channel++) {
          sum += interleaved[i * channels + channel];
        }
        mono[i] = sum / channels;
      }
      level.add(mono, count);
      builder.add(mono, count);
    }

    SoundMetadata finish(SoundInfo info, DecodedSound decoded, End end, Path array, Path picture)
        throws IOException {
      Spectrogram spectrogram = builder.finish(decoded.sampleRate());
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(array))) {
        NpyWriter.write(spectrogram, out);
      }
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(picture))) {
        SpectrogramPicture.of(spectrogram).write(out);
      }
      double claimed = info.claimedDuration().toNanos() / 1e9;
      return new SoundMetadata(
          decoded.seconds(),
          decoded.samples(),
          decoded.sampleRate(),
          decoded.channels(),
          info.codec(),
          info.container(),
          claimed > 0 ? OptionalDouble.of(claimed) : OptionalDouble.empty(),
          level.rmsDbfs(),
          level.peakDbfs(),
          decoded.replacedSamples(),
          RecorderTags.read(info),
          SoundMetadata.Columns.of(spectrogram),
          end,
          info.tags());
    }
  }
}

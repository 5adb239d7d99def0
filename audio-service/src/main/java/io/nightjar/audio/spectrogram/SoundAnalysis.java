package io.nightjar.audio.spectrogram;

import io.nightjar.audio.activity.ActivityMeter;
import io.nightjar.audio.activity.LivelyPart;
import io.nightjar.audio.activity.SoundActivity;
import io.nightjar.audio.spectrogram.SoundMetadata.End;
import io.nightjar.audio.tags.Finding;
import io.nightjar.audio.tags.RecorderTags;
import io.nightjar.audio.tags.WaveTags;
import io.nightjar.audio.thumbnail.SoundThumbnails;
import io.nightjar.audio.thumbnail.ThumbnailFacts;
import io.nightjar.audio.waveform.WaveformPeaks;
import io.nightjar.imaging.NpyHeader;
import io.nightjar.media.DecodeOutcome;
import io.nightjar.media.DecodedSound;
import io.nightjar.media.PictureEncoder;
import io.nightjar.media.SoundDecoder;
import io.nightjar.media.SoundFault;
import io.nightjar.media.SoundInfo;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;

/**
 * Turns a sound file into its spectrogram and what is known about it. Safe for use by several
 * threads.
 */
public final class SoundAnalysis {

  /** Name of the array, where it is wanted. */
  public static final String ARRAY = "spectrogram.npy";

  /** Media type of the array. */
  public static final String ARRAY_TYPE = "application/x-npy";

  /** Name of the picture. */
  public static final String PICTURE = "spectrogram.webp";

  /** Name of the waveform, where it is wanted. */
  public static final String WAVEFORM = "waveform.dat";

  /** Tags, reports, encoders' buffers, rows of the picture. */
  private static final long SMALL_THINGS = 1 << 20;

  private final SoundDecoder decoder;
  private final SpectrogramParameters parameters;
  private final int mostChannels;
  private final PictureFile pictures;
  private final SoundArtefacts wanted;

  /**
   * An analysis.
   *
   * @param mostChannels that {@code decoder} lets pass
   * @param encoder of the picture
   * @param wanted what is made beside the picture
   */
  public SoundAnalysis(
      SoundDecoder decoder,
      SpectrogramParameters parameters,
      int mostChannels,
      PictureEncoder encoder,
      SoundArtefacts wanted) {
    this.decoder = decoder;
    this.parameters = parameters;
    this.mostChannels = mostChannels;
    this.pictures = new PictureFile(encoder);
    this.wanted = wanted;
  }

  /** What became of a recording. */
  public sealed interface Outcome {

    /**
     * All of it was analysed.
     *
     * @param files in the work folder
     */
    record Complete(SoundMetadata metadata, List<SoundFile> files) implements Outcome {}

    /**
     * What is left of a damaged recording was analysed.
     *
     * @param code {@code truncated} or {@code damaged}
     * @param detail in words
     */
    record Partial(SoundMetadata metadata, List<SoundFile> files, String code, String detail)
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
   * The most memory that the analysis of one recording takes, in bytes, beside the decoder's. With
   * <i>b</i> = window/2 + 1 bins, <i>c</i> channels and <i>m</i> columns at most:
   *
   * <pre>
   *   6 b m              the columns: the mean of each cell in 4 bytes, the greatest in 2
   * + 64 m + 10 b        their arrays' headers, and the column that is being made
   * + 4 c (31 hop + 1.5 window)
   *                      samples of each channel that wait for their transform
   * + 100 window + 64 hop + 256 b + 4 KiB
   *                      the transform, 32 columns at a time
   * + 8.5 · 1412 · 616   the picture, and as it is handed to its encoder
   * + 2291632 + 8192     what stands out, and the waveform
   * + 10 · 320 · 240 + 40000
   *                      the thumbnails
   * + 1 MiB              tags, encoders' buffers
   * </pre>
   *
   * <p>That is 36 MiB for one channel and for eight, with {@link SpectrogramParameters#DEFAULT}.
   * The length of a recording has no part in it: a header that claims a second may have hours
   * behind it.
   */
  public static long heapBytes(SpectrogramParameters parameters, int channels) {
    return SpectrogramBuilder.heapBytes(parameters, channels)
        + SpectrogramPicture.heapBytes()
        + PictureFile.heapBytes(SpectrogramPicture.pixels())
        + ActivityMeter.heapBytes()
        + SoundThumbnails.heapBytes()
        + WaveformPeaks.heapBytes()
        + SMALL_THINGS;
  }

  /**
   * Analyses a recording. Its length costs time, not memory.
   *
   * @param sound a local file
   * @param workFolder where the files are written; exists
   * @param receivedAt when the recording came in: it can't be younger
   * @param reserve called once, before anything large is allocated and before the decoder is
   *     started, with {@link #heapBytes} and what the decoder takes; may block, and what it throws
   *     ends the analysis
   * @param spent called about once a block with the number of samples just worked on; what it
   *     throws ends the analysis
   * @throws io.nightjar.media.ChildFaultException if the machine was too slow, too small or
   *     disturbed
   * @throws IOException if the machine failed, not the recording: trying again may help
   */
  public Outcome analyse(
      Path sound, Path workFolder, Instant receivedAt, LongConsumer reserve, LongConsumer spent)
      throws IOException {
    reserve.accept(heapBytes(parameters, mostChannels) + decoder.mostHeapBytes());
    AnalysisSink sink = new AnalysisSink(parameters);
    return switch (decoder.decode(sound, sink, spent)) {
      case DecodeOutcome.Rejected(SoundFault fault, String reason) ->
          new Outcome.Rejected(fault.code(), reason);
      case DecodeOutcome.Decoded(SoundInfo info, DecodedSound decoded) -> {
        RecorderTags tags = RecorderTags.read(info, WaveTags.read(sound), receivedAt);
        Spectrogram spectrogram = spectrogram(sink, decoded, tags);
        Lively lively = Lively.of(sink.measurement().activity(), spectrogram);
        yield new Outcome.Complete(
            metadata(info, decoded, tags, sink.measurement(), spectrogram, lively, End.CLEAN),
            write(sink, decoded, spectrogram, lively, Files.size(sound), workFolder));
      }
      case DecodeOutcome.DecodedPartially(
              SoundInfo info,
              DecodedSound decoded,
              SoundFault fault,
              String reason) -> {
        RecorderTags tags = RecorderTags.read(info, WaveTags.read(sound), receivedAt);
        Spectrogram spectrogram = spectrogram(sink, decoded, tags);
        Lively lively = Lively.of(sink.measurement().activity(), spectrogram);
        End end = new End(fault.code(), false, reason);
        yield new Outcome.Partial(
            metadata(info, decoded, tags, sink.measurement(), spectrogram, lively, end),
            write(sink, decoded, spectrogram, lively, Files.size(sound), workFolder),
            fault.code(),
            reason);
      }
    };
  }

  /** What stands out, and its pictures. */
  private record Lively(SoundActivity activity, LivelyPart part, SoundThumbnails thumbnails) {
    static Lively of(ActivityMeter meter, Spectrogram spectrogram) {
      SoundActivity activity = meter.finish(spectrogram.timeExpansion());
      LivelyPart part = meter.liveliest(spectrogram.timeExpansion(), spectrogram.durationSeconds());
      return new Lively(activity, part, SoundThumbnails.of(part));
    }

    ThumbnailFacts facts() {
      return ThumbnailFacts.of(part, thumbnails);
    }
  }

  private static Spectrogram spectrogram(
      AnalysisSink sink, DecodedSound decoded, RecorderTags tags) {
    return sink.measurement().spectrogram().finish(decoded.sampleRate(), tags.timeExpansion());
  }

  private List<SoundFile> write(
      AnalysisSink sink,
      DecodedSound decoded,
      Spectrogram spectrogram,
      Lively lively,
      long recordingBytes,
      Path workFolder)
      throws IOException {
    List<SoundFile> files = new ArrayList<>();
    Path picture = workFolder.resolve(PICTURE);
    pictures.write(SpectrogramPicture.of(spectrogram), recordingBytes, picture);
    files.add(new SoundFile(PICTURE, "image/webp", picture));
    for (SoundThumbnails.File one : lively.thumbnails().files()) {
      Path file = Files.write(workFolder.resolve(one.name()), one.bytes());
      files.add(new SoundFile(one.name(), one.format().mediaType(), file));
    }
    if (wanted.array()) {
      Path array = workFolder.resolve(ARRAY);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(array))) {
        NpyWriter.write(spectrogram, NpyHeader.Element.FLOAT32, out);
      }
      files.add(new SoundFile(ARRAY, ARRAY_TYPE, array));
    }
    if (wanted.waveform()) {
      Path waveform = workFolder.resolve(WAVEFORM);
      try (OutputStream out = Files.newOutputStream(waveform)) {
        sink.measurement().waveform().write(decoded.sampleRate(), out);
      }
      files.add(new SoundFile(WAVEFORM, "application/octet-stream", waveform));
    }
    return List.copyOf(files);
  }

  private static SoundMetadata metadata(
      SoundInfo info,
      DecodedSound decoded,
      RecorderTags tags,
      AnalysisSink.Measurement measured,
      Spectrogram spectrogram,
      Lively lively,
      End end) {
    LevelMeter level = measured.level();
    double claimed = info.claimedDuration().toNanos() / 1e9;
    List<Finding> findings = new ArrayList<>(tags.findings());
    findings.addAll(level.findings());
    decoded.notes().forEach(note -> findings.add(new Finding(Finding.HEADER_WRONG, note)));
    return new SoundMetadata(
        spectrogram.durationSeconds(),
        decoded.samples(),
        spectrogram.sampleRate(),
        decoded.sampleRate(),
        tags.timeExpansion(),
        decoded.channels(),
        info.codec(),
        info.container(),
        claimed > 0 ? OptionalDouble.of(claimed) : OptionalDouble.empty(),
        level.rmsDbfs(),
        level.peakDbfs(),
        level.channelLevels(),
        decoded.replacedSamples(),
        tags.claims(),
        SoundMetadata.Columns.of(spectrogram),
        lively.activity(),
        lively.facts(),
        end,
        findings,
        tags.tags());
  }
}

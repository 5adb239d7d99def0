package io.nightjar.media;

import io.nightjar.media.container.DeclaredLength;
import io.nightjar.media.container.FileBytes;
import io.nightjar.media.container.FlacCheck;
import io.nightjar.media.container.FrameCheck;
import io.nightjar.media.container.MovieFile;
import io.nightjar.media.container.OggCheck;
import io.nightjar.media.container.StreamCheck;
import io.nightjar.media.container.WaveFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Decodes sound files of any common format to floating-point samples at their own sample rate:
 * plain samples of the RIFF family here, all else by FFmpeg in a child process. The recording is
 * never whole in memory; a decoding takes at most {@link #mostHeapBytes()} of heap. Safe for use by
 * several threads; each call has its own child.
 *
 * <p>A bad recording is an outcome, the same on any machine. A {@link ChildFaultException} means
 * that the machine was too slow, too small or disturbed; any other {@link IOException} that the
 * file could not be read or the sink failed. Trying again may help with both. An interrupt ends the
 * child and the reading at once, with an {@link java.io.InterruptedIOException}.
 */
public final class SoundDecoder {

  private static final int READ_BUFFERS = 1 << 20;

  private final SoundLimits limits;
  private final FfmpegProbe probe;
  private final FfmpegDecoder decoder;

  public SoundDecoder(FfmpegInstallation ffmpeg, SoundLimits limits) {
    this.limits = limits;
    this.probe = new FfmpegProbe(ffmpeg, limits.process());
    this.decoder = new FfmpegDecoder(ffmpeg, limits);
  }

  /**
   * An upper bound of the heap that one decoding takes, without what the sink takes: 1 MiB of read
   * buffers and messages, and a block of {@value SampleForwarder#BLOCK} samples in each channel, as
   * bytes (up to 8 each) and as floating point.
   */
  public long mostHeapBytes() {
    return READ_BUFFERS + SampleForwarder.BLOCK * 12L * limits.channels();
  }

  /** Reads what a file says about itself, without decoding it. */
  public ProbeOutcome probe(Path file) throws IOException {
    requireReadable(file);
    try (FileBytes bytes = FileBytes.open(file)) {
      return found(file, bytes, check(bytes)).outcome();
    }
  }

  /** {@link #decode(Path, SampleSink, LongConsumer)} for a caller who needs no progress. */
  public DecodeOutcome decode(Path file, SampleSink sink) throws IOException {
    return decode(file, sink, _ -> {});
  }

  /**
   * Decodes the first audio stream of a file.
   *
   * @param file a local file; its name's extension doesn't matter
   * @param sink gets the samples; not called at all if nothing decodes
   * @param spent told after each block how many samples, of all channels, have just been decoded,
   *     on the sink's thread; what it throws unchecked ends the decoding and passes unchanged
   */
  public DecodeOutcome decode(Path file, SampleSink sink, LongConsumer spent) throws IOException {
    requireReadable(file);
    try (FileBytes bytes = FileBytes.open(file)) {
      Optional<PcmWave> plain = PcmWave.read(bytes);
      if (plain.isPresent()) {
        return decodePlain(file, bytes, plain.get(), new SampleForwarder(limits, sink, spent));
      }
      return decodeWithFfmpeg(file, bytes, sink, spent);
    }
  }

  private static void requireReadable(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new NoSuchFileException(file.toString());
    }
  }

  private DecodeOutcome decodePlain(
      Path file, FileBytes bytes, PcmWave wave, SampleForwarder samples) throws IOException {
    SoundInfo info = wave.info(tags(file, bytes));
    return switch (withinLimits(info)) {
      case ProbeOutcome.Rejected(SoundFault fault, String reason) ->
          new DecodeOutcome.Rejected(fault, reason);
      case ProbeOutcome.Sound _ -> {
        new PcmReader(bytes, wave.layout()).readAll(samples);
        yield samples.tooLong() ? tooLong() : wave.judge(info, samples);
      }
    };
  }

  private DecodeOutcome tooLong() {
    return new DecodeOutcome.Rejected(SoundFault.TOO_LONG, "longer than " + limits.longest());
  }

  private DecodeOutcome decodeWithFfmpeg(
      Path file, FileBytes bytes, SampleSink sink, LongConsumer spent) throws IOException {
    StreamCheck check = check(bytes);
    Finding finding = found(file, bytes, check);
    if (!(finding.outcome() instanceof ProbeOutcome.Sound)
        || !(finding.found() instanceof FfmpegProbe.Found.Sound sound)) {
      return finding.rejected();
    }
    StreamCheck framed = checkFrames(bytes, sound.info(), check);
    DecodeOutcome outcome =
        run(file, bytes, framed, sound, new SampleForwarder(limits, sink, spent));
    long moved = sound.info().container().startsWith("mov,") ? MovieFile.startOfType(bytes) : 0;
    boolean nothing =
        outcome instanceof DecodeOutcome.Rejected rejected
            && rejected.fault() == SoundFault.NOT_DECODABLE;
    return nothing && moved > 0
        ? run(file, bytes, framed.from(moved), sound, new SampleForwarder(limits, sink, spent))
        : outcome;
  }

  private DecodeOutcome run(
      Path file,
      FileBytes bytes,
      StreamCheck check,
      FfmpegProbe.Found.Sound sound,
      SampleForwarder samples)
      throws IOException {
    SoundSource source = new SoundSource(file, bytes.size(), check);
    SampleDigest digest = new SampleDigest(check.claim());
    boolean fillGaps =
        check.filledSamples() > 0
            && check.filledSamples() <= limits.longestSamples(sound.info().sampleRate());
    return switch (decoder.decode(source, sound.info(), samples, digest, fillGaps)) {
      case FfmpegDecoder.Run.TooLong _ -> tooLong();
      case FfmpegDecoder.Run.Ended(ChildOutcome.Ended child) ->
          new Verdict(check, sound, fillGaps).of(source, child, samples, digest);
    };
  }

  /** What ffprobe found, and whether it is within the limits. */
  private record Finding(FfmpegProbe.Found found, ProbeOutcome outcome) {

    static Finding nothing(SoundFault fault, String reason) {
      return new Finding(
          new FfmpegProbe.Found.Nothing(fault, reason), new ProbeOutcome.Rejected(fault, reason));
    }

    DecodeOutcome rejected() {
      return switch (outcome) {
        case ProbeOutcome.Rejected(SoundFault fault, String reason) ->
            new DecodeOutcome.Rejected(fault, reason);
        case ProbeOutcome.Sound _ -> throw new IllegalStateException("not rejected");
      };
    }
  }

  private Finding found(Path file, FileBytes bytes, StreamCheck check) throws IOException {
    if (bytes.size() == 0) {
      return Finding.nothing(SoundFault.NOT_DECODABLE, "the file is empty");
    }
    if (check.header() == StreamCheck.Header.STANDS_ALONE) {
      return Finding.nothing(SoundFault.NO_SOUND, SoundFault.NO_SAMPLES);
    }
    return switch (probe.probe(new SoundSource(file, bytes.size(), check))) {
      case FfmpegProbe.Found.Sound sound -> new Finding(sound, withinLimits(sound.info()));
      case FfmpegProbe.Found.Nothing(SoundFault fault, String reason) ->
          Finding.nothing(
              fault,
              bytes.zeros(0, bytes.size())
                  ? "nothing but zeros"
                  : check.damage().or(check::cut).orElse(reason));
    };
  }

  private Map<String, String> tags(Path file, FileBytes bytes) throws IOException {
    SoundSource source = new SoundSource(file, bytes.size(), StreamCheck.none(bytes.size()));
    return switch (probe.probe(source)) {
      case FfmpegProbe.Found.Sound(SoundInfo info, boolean _) -> info.tags();
      case FfmpegProbe.Found.Nothing _ -> Map.of();
    };
  }

  /** Checks formats that are told by their first bytes. */
  private static StreamCheck check(FileBytes bytes) throws IOException {
    Optional<StreamCheck> check = FlacCheck.of(bytes);
    if (check.isEmpty()) {
      check = OggCheck.of(bytes);
    }
    if (check.isEmpty()) {
      check = WaveFile.read(bytes).flatMap(wave -> PcmWave.checkCompressed(wave, bytes.size()));
    }
    if (check.isEmpty()) {
      check = DeclaredLength.check(bytes);
    }
    return check.orElseGet(() -> StreamCheck.none(bytes.size()));
  }

  /** Checks formats that only FFmpeg can tell. */
  private static StreamCheck checkFrames(FileBytes bytes, SoundInfo info, StreamCheck check)
      throws IOException {
    return switch (info.container()) {
      case "mp3" -> FrameCheck.ofMp3(bytes).orElse(check);
      case "aac" -> FrameCheck.ofAdts(bytes).orElse(check);
      default -> check;
    };
  }

  private ProbeOutcome withinLimits(SoundInfo info) {
    if (info.channels() > limits.channels()) {
      String reason = info.channels() + " channels, at most " + limits.channels() + " are allowed";
      return new ProbeOutcome.Rejected(SoundFault.TOO_MANY_CHANNELS, reason);
    }
    if (info.sampleRate() < limits.lowestSampleRate()
        || info.sampleRate() > limits.highestSampleRate()) {
      String reason =
          info.sampleRate()
              + " Hz, allowed are "
              + limits.lowestSampleRate()
              + "…"
              + limits.highestSampleRate()
              + " Hz";
      return new ProbeOutcome.Rejected(SoundFault.SAMPLE_RATE_OUT_OF_RANGE, reason);
    }
    return new ProbeOutcome.Sound(info);
  }
}

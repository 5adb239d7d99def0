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

  /** In Hz, by which a child's CPU time is limited that is started before its file's is known. */
  private static final int USUAL_RATE = 192_000;

  private final SoundLimits limits;
  private final FfmpegProbe probe;
  private final FfmpegDecoder decoder;

  public SoundDecoder(FfmpegInstallation ffmpeg, SoundLimits limits) {
    this.limits = limits;
    this.probe = new FfmpegProbe(ffmpeg, limits.process());
    this.decoder = new FfmpegDecoder(ffmpeg, limits.process());
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
    return switch (withinLimits(wave.info(Map.of()))) {
      case ProbeOutcome.Rejected(SoundFault fault, String reason) ->
          new DecodeOutcome.Rejected(fault, reason);
      case ProbeOutcome.Sound _ -> {
        long size = bytes.size();
        try (SideTask<Map<String, String>> tags =
            SideTask.start("reading tags", () -> tags(file, size))) {
          new PcmReader(bytes, wave.layout()).readAll(samples);
          yield samples.tooLong() ? tooLong() : wave.judge(wave.info(tags.result()), samples);
        }
      }
    };
  }

  private DecodeOutcome tooLong() {
    return new DecodeOutcome.Rejected(SoundFault.TOO_LONG, "longer than " + limits.longest());
  }

  private DecodeOutcome decodeWithFfmpeg(
      Path file, FileBytes bytes, SampleSink sink, LongConsumer spent) throws IOException {
    Optional<StreamCheck> structure = structure(bytes);
    StreamCheck check = structure.orElseGet(() -> StreamCheck.none(bytes.size()));
    if (check.header() != StreamCheck.Header.STANDS_ALONE
        && check.filledSamples() == 0
        && (structure.isPresent() || MovieFile.startsLikeOne(bytes))) {
      return decodeBesideProbe(file, bytes, check, sink, spent);
    }
    Finding finding = found(file, bytes, check);
    return finding.found() instanceof FfmpegProbe.Found.Sound sound && finding.admitted()
        ? decodeFound(file, bytes, check, sound, sink, spent)
        : finding.rejected();
  }

  /**
   * Starts to decode while the file is still asked what it is: both take about as long to start,
   * and until the answer has come nothing reaches the sink. For files of which it is settled what
   * part the decoder is to read.
   */
  private DecodeOutcome decodeBesideProbe(
      Path file, FileBytes bytes, StreamCheck check, SampleSink sink, LongConsumer spent)
      throws IOException {
    SoundSource source = new SoundSource(file, bytes.size(), check);
    SampleDigest digest = new SampleDigest(check.claim());
    ProbedAdmission admission = new ProbedAdmission();
    SampleForwarder samples = new SampleForwarder(limits, sink, spent, admission);
    FfmpegDecoder.Length length =
        new FfmpegDecoder.Length(limits.longestSamples(USUAL_RATE), admission::claimedSamples);
    Finding finding;
    try (SideTask<FfmpegDecoder.Run> run =
            SideTask.start(
                "decoding", () -> decoder.decode(source, length, samples, digest, false));
        admission) {
      finding = found(file, bytes, check);
      if (!finding.admitted()) {
        return finding.rejected();
      }
      if (finding.found() instanceof FfmpegProbe.Found.Sound sound
          && checkFrames(bytes, sound.info(), check).equals(check)) {
        admission.grant(sound.info());
        DecodeOutcome outcome = judge(run.result(), check, sound, false, source, samples, digest);
        return againIfMoved(outcome, file, bytes, check, sound, sink, spent);
      }
    }
    return finding.found() instanceof FfmpegProbe.Found.Sound sound
        ? decodeFound(file, bytes, check, sound, sink, spent)
        : finding.rejected();
  }

  private DecodeOutcome decodeFound(
      Path file,
      FileBytes bytes,
      StreamCheck check,
      FfmpegProbe.Found.Sound sound,
      SampleSink sink,
      LongConsumer spent)
      throws IOException {
    StreamCheck framed = checkFrames(bytes, sound.info(), check);
    DecodeOutcome outcome =
        run(file, bytes, framed, sound, new SampleForwarder(limits, sink, spent));
    return againIfMoved(outcome, file, bytes, framed, sound, sink, spent);
  }

  private DecodeOutcome againIfMoved(
      DecodeOutcome outcome,
      Path file,
      FileBytes bytes,
      StreamCheck check,
      FfmpegProbe.Found.Sound sound,
      SampleSink sink,
      LongConsumer spent)
      throws IOException {
    long moved = sound.info().container().startsWith("mov,") ? MovieFile.startOfType(bytes) : 0;
    boolean nothing =
        outcome instanceof DecodeOutcome.Rejected rejected
            && rejected.fault() == SoundFault.NOT_DECODABLE;
    return nothing && moved > 0
        ? run(file, bytes, check.from(moved), sound, new SampleForwarder(limits, sink, spent))
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
    SoundInfo info = sound.info();
    long longest = limits.longestSamples(info.sampleRate());
    boolean fillGaps = check.filledSamples() > 0 && check.filledSamples() <= longest;
    FfmpegDecoder.Length length =
        new FfmpegDecoder.Length(longest * info.channels(), info::claimedSamples);
    FfmpegDecoder.Run run = decoder.decode(source, length, samples, digest, fillGaps);
    return judge(run, check, sound, fillGaps, source, samples, digest);
  }

  private DecodeOutcome judge(
      FfmpegDecoder.Run run,
      StreamCheck check,
      FfmpegProbe.Found.Sound sound,
      boolean gapsFilled,
      SoundSource source,
      SampleForwarder samples,
      SampleDigest digest) {
    return switch (run) {
      case FfmpegDecoder.Run.Stopped _ -> tooLong();
      case FfmpegDecoder.Run.Ended(ChildOutcome.Ended child) ->
          new Verdict(check, sound, gapsFilled).of(source, child, samples, digest);
    };
  }

  /** What ffprobe found, and whether it is within the limits. */
  private record Finding(FfmpegProbe.Found found, ProbeOutcome outcome) {

    static Finding nothing(SoundFault fault, String reason) {
      return new Finding(
          new FfmpegProbe.Found.Nothing(fault, reason), new ProbeOutcome.Rejected(fault, reason));
    }

    boolean admitted() {
      return outcome instanceof ProbeOutcome.Sound;
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

  private Map<String, String> tags(Path file, long size) throws IOException {
    SoundSource source = new SoundSource(file, size, StreamCheck.none(size));
    return switch (probe.probe(source)) {
      case FfmpegProbe.Found.Sound(SoundInfo info, boolean _) -> info.tags();
      case FfmpegProbe.Found.Nothing _ -> Map.of();
    };
  }

  private static StreamCheck check(FileBytes bytes) throws IOException {
    return structure(bytes).orElseGet(() -> StreamCheck.none(bytes.size()));
  }

  /** Checks formats that are told by their first bytes; empty if it is none that can be checked. */
  private static Optional<StreamCheck> structure(FileBytes bytes) throws IOException {
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
    return check;
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

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
      return decodeWithFfmpeg(new Job(file, bytes, sink, spent));
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

  /** A file that FFmpeg decodes, and who gets its samples. */
  private record Job(Path file, FileBytes bytes, SampleSink sink, LongConsumer spent) {}

  /** One run of the decoder over a part of a file. */
  private record Decoding(SoundSource source, SampleForwarder samples, SampleDigest digest) {
    static Decoding of(Job job, StreamCheck check, SampleForwarder samples) {
      SoundSource source = new SoundSource(job.file(), job.bytes().size(), check);
      return new Decoding(source, samples, new SampleDigest(check.claim()));
    }
  }

  private DecodeOutcome decodeWithFfmpeg(Job job) throws IOException {
    FileBytes bytes = job.bytes();
    Optional<StreamCheck> structure = structure(bytes);
    StreamCheck check = structure.orElseGet(() -> StreamCheck.none(bytes.size()));
    if (check.header() != StreamCheck.Header.STANDS_ALONE
        && check.filledSamples() == 0
        && (structure.isPresent() || MovieFile.startsLikeOne(bytes))) {
      return decodeBesideProbe(job, check);
    }
    Finding finding = found(job.file(), bytes, check);
    if (finding.admitted().isEmpty()) {
      return finding.rejected();
    }
    FfmpegProbe.Found.Sound sound = finding.admitted().get();
    return decodeFound(job, checkFrames(bytes, sound.info(), check), sound);
  }

  /**
   * Starts to decode while the file is still asked what it is: both take about as long to start,
   * and until the answer has come nothing reaches the sink. For files of which it is settled what
   * part the decoder is to read.
   */
  private DecodeOutcome decodeBesideProbe(Job job, StreamCheck check) throws IOException {
    ProbedAdmission admission = new ProbedAdmission();
    Decoding decoding =
        Decoding.of(job, check, new SampleForwarder(limits, job.sink(), job.spent(), admission));
    FfmpegDecoder.Length length =
        new FfmpegDecoder.Length(limits.longestSamples(USUAL_RATE), admission::claimedSamples);
    FfmpegProbe.Found.Sound sound;
    StreamCheck framed;
    try (SideTask<FfmpegDecoder.Run> run =
            SideTask.start("decoding", () -> decode(decoding, length, false));
        admission) {
      Finding finding = found(job.file(), job.bytes(), check);
      if (finding.admitted().isEmpty()) {
        return finding.rejected();
      }
      sound = finding.admitted().get();
      framed = checkFrames(job.bytes(), sound.info(), check);
      if (framed.equals(check)) {
        admission.grant(sound.info());
        DecodeOutcome outcome = judge(run.result(), check, sound, false, decoding);
        return againIfMoved(outcome, job, check, sound);
      }
    }
    return decodeFound(job, framed, sound);
  }

  /** Decodes a file of which it is known what part is to be read. */
  private DecodeOutcome decodeFound(Job job, StreamCheck framed, FfmpegProbe.Found.Sound sound)
      throws IOException {
    return againIfMoved(run(job, framed, sound), job, framed, sound);
  }

  private DecodeOutcome againIfMoved(
      DecodeOutcome outcome, Job job, StreamCheck check, FfmpegProbe.Found.Sound sound)
      throws IOException {
    long moved =
        sound.info().container().startsWith("mov,") ? MovieFile.startOfType(job.bytes()) : 0;
    boolean nothing =
        outcome instanceof DecodeOutcome.Rejected rejected
            && rejected.fault() == SoundFault.NOT_DECODABLE;
    return nothing && moved > 0 ? run(job, check.from(moved), sound) : outcome;
  }

  private DecodeOutcome run(Job job, StreamCheck check, FfmpegProbe.Found.Sound sound)
      throws IOException {
    SoundInfo info = sound.info();
    long longest = limits.longestSamples(info.sampleRate());
    boolean fillGaps = check.filledSamples() > 0 && check.filledSamples() <= longest;
    Decoding decoding =
        Decoding.of(job, check, new SampleForwarder(limits, job.sink(), job.spent()));
    FfmpegDecoder.Length length =
        new FfmpegDecoder.Length(longest * info.channels(), info::claimedSamples);
    return judge(decode(decoding, length, fillGaps), check, sound, fillGaps, decoding);
  }

  private FfmpegDecoder.Run decode(Decoding decoding, FfmpegDecoder.Length length, boolean fillGaps)
      throws IOException {
    return decoder.decode(
        decoding.source(), length, decoding.samples(), decoding.digest(), fillGaps);
  }

  private DecodeOutcome judge(
      FfmpegDecoder.Run run,
      StreamCheck check,
      FfmpegProbe.Found.Sound sound,
      boolean gapsFilled,
      Decoding decoding) {
    return switch (run) {
      case FfmpegDecoder.Run.Stopped _ -> tooLong();
      case FfmpegDecoder.Run.Ended(ChildOutcome.Ended child) ->
          new Verdict(check, sound, gapsFilled)
              .of(decoding.source(), child, decoding.samples(), decoding.digest());
    };
  }

  /** What ffprobe found, and whether it is within the limits. */
  private record Finding(FfmpegProbe.Found found, ProbeOutcome outcome) {

    static Finding nothing(SoundFault fault, String reason) {
      return new Finding(
          new FfmpegProbe.Found.Nothing(fault, reason), new ProbeOutcome.Rejected(fault, reason));
    }

    /** The sound, unless it is refused. */
    Optional<FfmpegProbe.Found.Sound> admitted() {
      return outcome instanceof ProbeOutcome.Sound && found instanceof FfmpegProbe.Found.Sound sound
          ? Optional.of(sound)
          : Optional.empty();
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

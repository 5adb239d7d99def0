package io.nightjar.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decodes sound files of any common format to mono floating-point samples at their own sample rate,
 * in a child process. The recording is never whole in memory. Safe for use by several threads; each
 * call has its own child.
 *
 * <p>A bad recording is an outcome; an {@link IOException} means that the machine failed (FFmpeg
 * can't be started, the file can't be read, the sink failed), and that trying again may help.
 */
public final class SoundDecoder {

  /**
   * Containers that hold sound and refer to no other file. Others, such as playlists, could make
   * FFmpeg read files of this machine.
   */
  private static final String CONTAINERS =
      "wav,w64,aiff,au,caf,flac,ogg,mp3,aac,amr,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm";

  /**
   * Encoders round lengths to their own blocks, which at 8 kHz take up to a quarter of a second.
   */
  private static final double CLAIM_TOLERANCE_SECONDS = 0.5;

  private static final String ESTIMATED = "Estimating duration from bitrate";
  private static final int LONGEST_REPORT = 1 << 20;

  private final FfmpegInstallation ffmpeg;
  private final SoundLimits limits;

  public SoundDecoder(FfmpegInstallation ffmpeg, SoundLimits limits) {
    this.ffmpeg = ffmpeg;
    this.limits = limits;
  }

  /** Reads what a file says about itself, without decoding it. */
  public ProbeOutcome probe(Path file) throws IOException {
    return inspect(file).outcome();
  }

  /**
   * Decodes the first audio stream of a file.
   *
   * @param file a local file; its name's extension doesn't matter
   * @param sink gets the samples; not called at all if nothing decodes
   */
  public DecodeOutcome decode(Path file, SampleSink sink) throws IOException {
    Inspection inspection = inspect(file);
    return switch (inspection.outcome()) {
      case ProbeOutcome.Rejected(SoundFault fault, String reason) ->
          new DecodeOutcome.Rejected(fault, reason);
      case ProbeOutcome.Sound(SoundInfo info) ->
          decode(file, info, inspection.claimIsEstimate(), sink);
    };
  }

  private DecodeOutcome decode(Path file, SoundInfo info, boolean claimIsEstimate, SampleSink sink)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(ffmpeg.ffmpeg().toString(), "-nostdin"));
    command.addAll(List.of("-threads", "1", "-filter_threads", "1"));
    command.addAll(inputOptions());
    command.addAll(List.of("-i", inputName(file), "-map", "0:a:0", "-map_metadata", "-1"));
    command.addAll(List.of("-c:a", "pcm_f32be", "-f", "au", "pipe:1"));
    AuReader reader = new AuReader(limits, sink);
    ChildOutcome outcome =
        new ChildProcess(command, ffmpeg.environment(), limits.process()).run(reader);
    return switch (outcome) {
      case ChildOutcome.DeadlinePassed _ ->
          new DecodeOutcome.Rejected(
              SoundFault.TOO_SLOW, "not decoded within " + limits.process().deadline());
      case ChildOutcome.Stopped _ ->
          new DecodeOutcome.Rejected(SoundFault.TOO_LONG, "longer than " + limits.longest());
      case ChildOutcome.Ended ended -> judge(file, info, claimIsEstimate, reader.sound(), ended);
    };
  }

  private DecodeOutcome judge(
      Path file,
      SoundInfo info,
      boolean claimIsEstimate,
      DecodedSound sound,
      ChildOutcome.Ended ended)
      throws IOException {
    String reason = FfmpegErrors.summary(ended.errors(), file);
    switch (FfmpegErrors.classify(ended)) {
      case MACHINE ->
          throw new IOException("FFmpeg failed with exit code " + ended.exitCode() + ": " + reason);
      case CPU_TIME -> {
        return new DecodeOutcome.Rejected(
            SoundFault.TOO_SLOW, "not decoded within " + limits.process().deadline());
      }
      case MEMORY -> {
        return new DecodeOutcome.Rejected(SoundFault.TOO_MUCH_MEMORY, reason);
      }
      case NONE, RECORDING -> {}
    }
    boolean partLost = ended.exitCode() != 0 || FfmpegErrors.partLost(ended.errors());
    if (sound.samples() == 0) {
      return partLost
          ? new DecodeOutcome.Rejected(SoundFault.NOT_DECODABLE, reason)
          : new DecodeOutcome.Rejected(SoundFault.NO_SOUND, "the audio stream has no samples");
    }
    double claimed = claimIsEstimate ? 0 : info.claimedDuration().toNanos() / 1e9;
    boolean shorter = sound.seconds() + CLAIM_TOLERANCE_SECONDS < claimed;
    long missing = RiffLength.missingBytes(file);
    if (shorter || missing > 0) {
      String measured =
          shorter
              ? String.format(Locale.ROOT, "%.2f s of %.2f s decoded", sound.seconds(), claimed)
              : missing + " bytes missing";
      return new DecodeOutcome.DecodedPartially(info, sound, SoundFault.TRUNCATED, measured);
    }
    return partLost
        ? new DecodeOutcome.DecodedPartially(info, sound, SoundFault.DAMAGED, reason)
        : new DecodeOutcome.Decoded(info, sound);
  }

  /** A probe, and whether the claimed duration is only FFmpeg's estimate. */
  private record Inspection(ProbeOutcome outcome, boolean claimIsEstimate) {

    static Inspection rejected(SoundFault fault, String reason) {
      return new Inspection(new ProbeOutcome.Rejected(fault, reason), false);
    }
  }

  private Inspection inspect(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.size(file) == 0) {
      return Inspection.rejected(SoundFault.NOT_DECODABLE, "the file is empty");
    }
    List<String> command = new ArrayList<>(List.of(ffmpeg.ffprobe().toString()));
    command.addAll(List.of("-of", "compact=e=c", "-select_streams", "a:0", "-show_entries"));
    command.add(
        "stream=codec_name,sample_rate,channels,duration:stream_tags:format=format_name,duration:format_tags");
    command.addAll(inputOptions());
    command.addAll(List.of("-v", "warning", "-i", inputName(file)));
    StringBuilder report = new StringBuilder();
    ChildOutcome outcome =
        new ChildProcess(command, ffmpeg.environment(), limits.process())
            .run(
                output -> {
                  byte[] bytes = output.readNBytes(LONGEST_REPORT);
                  report.append(new String(bytes, StandardCharsets.UTF_8));
                  return bytes.length < LONGEST_REPORT;
                });
    return switch (outcome) {
      case ChildOutcome.DeadlinePassed _ ->
          Inspection.rejected(
              SoundFault.TOO_SLOW, "not read within " + limits.process().deadline());
      case ChildOutcome.Stopped _ ->
          Inspection.rejected(SoundFault.NOT_DECODABLE, "more tags than sound");
      case ChildOutcome.Ended ended ->
          judgeProbe(file, ended, FfprobeReport.parse(report.toString()));
    };
  }

  private Inspection judgeProbe(Path file, ChildOutcome.Ended ended, FfprobeReport report)
      throws IOException {
    String reason = FfmpegErrors.summary(ended.errors(), file);
    return switch (FfmpegErrors.classify(ended)) {
      case MACHINE ->
          throw new IOException(
              "ffprobe failed with exit code " + ended.exitCode() + ": " + reason);
      case CPU_TIME -> Inspection.rejected(SoundFault.TOO_SLOW, "not read within the deadline");
      case MEMORY -> Inspection.rejected(SoundFault.TOO_MUCH_MEMORY, reason);
      case RECORDING -> Inspection.rejected(SoundFault.NOT_DECODABLE, reason);
      case NONE -> {
        if (!report.hasStream()) {
          yield Inspection.rejected(SoundFault.NO_SOUND, "no audio stream");
        }
        ProbeOutcome outcome =
            report
                .info()
                .map(this::withinLimits)
                .orElseGet(
                    () -> new ProbeOutcome.Rejected(SoundFault.NOT_DECODABLE, "unknown codec"));
        yield new Inspection(outcome, ended.errors().contains(ESTIMATED));
      }
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
          String.format(
              Locale.ROOT,
              "%d Hz, allowed are %d…%d Hz",
              info.sampleRate(),
              limits.lowestSampleRate(),
              limits.highestSampleRate());
      return new ProbeOutcome.Rejected(SoundFault.SAMPLE_RATE_OUT_OF_RANGE, reason);
    }
    return new ProbeOutcome.Sound(info);
  }

  private static List<String> inputOptions() {
    return List.of(
        "-hide_banner",
        "-v",
        "error",
        "-protocol_whitelist",
        "file",
        "-format_whitelist",
        CONTAINERS);
  }

  private static String inputName(Path file) {
    return "file:" + file.toAbsolutePath();
  }
}

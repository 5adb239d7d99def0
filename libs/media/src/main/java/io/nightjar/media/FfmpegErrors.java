package io.nightjar.media;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Judges who is to blame when FFmpeg fails, by its exit code and messages. */
final class FfmpegErrors {

  /** Who is to blame. */
  enum Blame {
    /** It succeeded. */
    NONE,
    /** The recording; also where it crashed the decoder. */
    RECORDING,
    /** The recording needed more CPU time than allowed. */
    CPU_TIME,
    /** The recording needed more memory than allowed. */
    MEMORY,
    /** The program could not start, or someone killed it. */
    MACHINE
  }

  private static final int SIGILL = 4;
  private static final int SIGABRT = 6;
  private static final int SIGBUS = 7;
  private static final int SIGFPE = 8;
  private static final int SIGSEGV = 11;
  private static final int SIGXCPU = 24;

  /** {@code [flac @ 0x558e91a085c0] }: the address differs from run to run. */
  private static final Pattern OBJECT_ADDRESS =
      Pattern.compile("\\[([\\w,#:/]+) @ 0x[0-9a-f]+\\] ");

  /**
   * What the program itself says of its input or decoder, in contrast to a parser's or codec's
   * complaint, which may be about something that decodes all the same; and what the MP4 reader says
   * where the file ends too early.
   */
  private static final Pattern DECODING_FAILED =
      Pattern.compile("^\\[(aist|in|dec)[#:]|: partial file", Pattern.MULTILINE);

  /** A warning about the format, which tells nothing once reading has failed. */
  private static final String GUESS = "misdetection possible";

  private static final int LONGEST_SUMMARY = 200;

  private FfmpegErrors() {}

  static Blame classify(ChildOutcome.Ended ended) {
    if (ended.notStarted()) {
      return Blame.MACHINE;
    }
    if (ended.exitCode() == 0) {
      return Blame.NONE;
    }
    if (ended.errors().contains("Cannot allocate memory")) {
      return Blame.MEMORY;
    }
    return switch (ended.exitCode() - 128) {
      case SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV -> Blame.RECORDING;
      case SIGXCPU -> Blame.CPU_TIME;
      case 1, 2, 3, 9, 13, 15, 25 -> Blame.MACHINE; // HUP, INT, QUIT, KILL, PIPE, TERM, XFSZ
      default -> Blame.RECORDING;
    };
  }

  /** Whether some part of the recording was lost, by the messages of a run that succeeded. */
  static boolean partLost(String errors) {
    return DECODING_FAILED.matcher(errors).find();
  }

  /**
   * The first message, the same in every run: without addresses and without the path of the file.
   */
  static String summary(String errors, Path file) {
    String first =
        errors.lines().filter(line -> !line.contains(GUESS)).findFirst().orElse("no message");
    String path = file.toAbsolutePath().toString();
    String plain =
        OBJECT_ADDRESS
            .matcher(first)
            .replaceAll("$1: ")
            .replace("file:" + path, "the file")
            .replace(path, "the file");
    return plain.length() <= LONGEST_SUMMARY ? plain : plain.substring(0, LONGEST_SUMMARY) + "…";
  }
}

package io.nightjar.media;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Judges who is to blame when FFmpeg fails, by its exit code and messages. */
final class FfmpegErrors {

  private static final int SIGILL = 4;
  private static final int SIGABRT = 6;
  private static final int SIGBUS = 7;
  private static final int SIGFPE = 8;
  private static final int SIGSEGV = 11;
  private static final int SIGXCPU = 24;

  /** The exit code of FFmpeg when a signal asks it to end. */
  private static final int ASKED_TO_END = 255;

  /** Its exit code when a fourth signal asks it to end before it has. */
  private static final int ASKED_TOO_OFTEN = 123;

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

  /**
   * What of the machine made a child fail; empty if it succeeded, or the recording is to blame. A
   * crash is the machine's fault too: it can't be told from bad memory or a signal of someone
   * else's, and no recording is to be given up for ever because of it.
   */
  static Optional<ChildFault> faultOf(ChildOutcome.Ended ended) {
    if (ended.exitCode() == 0) {
      return Optional.empty();
    }
    if (ended.notStarted()) {
      return Optional.of(ChildFault.NOT_STARTED);
    }
    if (ended.errors().contains("Cannot allocate memory")) {
      return Optional.of(ChildFault.OUT_OF_MEMORY);
    }
    if (ended.errors().contains("No space left on device")
        || ended.errors().contains("Disk quota exceeded")) {
      return Optional.of(ChildFault.DISK_FULL);
    }
    if (ended.exitCode() == ASKED_TO_END || ended.exitCode() == ASKED_TOO_OFTEN) {
      return Optional.of(ChildFault.CHILD_KILLED);
    }
    return switch (ended.exitCode() - 128) {
      case SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV -> Optional.of(ChildFault.CHILD_CRASHED);
      case SIGXCPU -> Optional.of(ChildFault.DEADLINE_MISSED);
      case 1, 2, 3, 9, 13, 15, 25 -> // HUP, INT, QUIT, KILL, PIPE, TERM, XFSZ
          Optional.of(ChildFault.CHILD_KILLED);
      default -> Optional.empty();
    };
  }

  /** Throws what {@link #faultOf} finds. */
  static void throwFault(String program, ChildOutcome.Ended ended, Path file)
      throws ChildFaultException {
    Optional<ChildFault> fault = faultOf(ended);
    if (fault.isPresent()) {
      String reason = summary(ended.errors(), file);
      throw new ChildFaultException(
          fault.get(), program + " ended with exit code " + ended.exitCode() + ": " + reason);
    }
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

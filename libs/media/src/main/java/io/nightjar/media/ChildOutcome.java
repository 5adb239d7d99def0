package io.nightjar.media;

/** How a child process ended. */
sealed interface ChildOutcome {

  /** What it wrote to its standard error, bounded. */
  String errors();

  /**
   * It ended by itself.
   *
   * @param exitCode 0…255; 128 + n after signal n
   */
  record Ended(int exitCode, String errors) implements ChildOutcome {

    /**
     * The exit code of a shell or loader that could not start the program: the machine is at fault.
     */
    boolean notStarted() {
      return exitCode == 126 || exitCode == 127;
    }
  }

  /** It was killed because whoever read its output wanted no more. */
  record Stopped(String errors) implements ChildOutcome {}

  /** It was killed at the deadline. */
  record DeadlinePassed(String errors) implements ChildOutcome {}
}

package io.nightjar.media;

/**
 * Why a child process failed, for which the machine is to blame and not the recording. Trying again
 * may help, better on another machine. The codes are stable: they go into dead letters.
 */
public enum ChildFault {
  /** FFmpeg could not be started: a library is missing, or its limits leave it no room. */
  NOT_STARTED("not-started"),
  /**
   * Not done by the deadline of {@link ProcessLimits#deadline(long)}: the processor was too slow.
   */
  DEADLINE_MISSED("deadline-missed"),
  /** Somebody ended FFmpeg: the kernel for want of memory, an operator, a limit. */
  CHILD_KILLED("child-killed"),
  /** FFmpeg crashed; on this recording, perhaps, but that says nothing about the recording. */
  CHILD_CRASHED("child-crashed"),
  /** FFmpeg got no memory. */
  OUT_OF_MEMORY("out-of-memory"),
  /** FFmpeg could not write. */
  DISK_FULL("disk-full");

  private final String code;

  ChildFault(String code) {
    this.code = code;
  }

  /** The stable code, lower-case words with hyphens. */
  public String code() {
    return code;
  }
}

package io.nightjar.local.stack;

import java.time.Instant;

/** What has become of a process that the stack may have started. */
sealed interface Liveness {
  /** It was never started, or was stopped in order. */
  record Stopped() implements Liveness {}

  /** It runs. */
  record Running(ProcessHandle process, Instant started) implements Liveness {}

  /** It ended without being stopped by {@code down}. */
  record Ended(long pid) implements Liveness {}

  /** It ended, and its id now belongs to a stranger, who must be left alone. */
  record Reused(long pid, String command) implements Liveness {}
}

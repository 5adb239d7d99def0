package io.nightjar.local.stack;

import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process was started. A process id alone would not do: systems use it again.
 *
 * @param name which of the stack's processes
 * @param pid its process id
 * @param started when the system says that it began
 * @param command what was run
 */
record PidFile(String name, long pid, Instant started, String command) {
  /** Systems compute the start from the time since boot, which shifts when the clock is set. */
  private static final Duration CLOCK_SHIFT = Duration.ofSeconds(2);

  static PidFile of(String name, ProcessHandle process, String command) {
    Instant started = process.info().startInstant().orElse(Instant.EPOCH);
    return new PidFile(name, process.pid(), started, command);
  }

  static Optional<PidFile> read(Path file) throws IOException {
    try {
      return Optional.of(Json.read(Files.readAllBytes(file), PidFile.class));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.write(draft, Json.document(this));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What has become of the process. */
  Liveness liveness() {
    Optional<ProcessHandle> found = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (found.isEmpty()) {
      return new Liveness.Ended(pid);
    }
    ProcessHandle.Info info = found.get().info();
    boolean same =
        info.startInstant()
            .map(start -> Duration.between(start, started).abs().compareTo(CLOCK_SHIFT) <= 0)
            .orElse(false);
    return same
        ? new Liveness.Running(found.get(), started)
        : new Liveness.Reused(pid, info.command().orElse("unknown"));
  }
}

package io.nightjar.local.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of a stack, as its folder knows them. */
final class Processes {
  /**
   * The shell ignores the interrupt key and the end of the terminal and becomes the program, and a
   * JVM leaves signals alone that were ignored before it: Ctrl-C reaches {@code up} only, which
   * then stops the stack in order.
   */
  private static final List<String> DETACHED =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

  private final StackFolder folder;

  Processes(StackFolder folder) {
    this.folder = folder;
  }

  Liveness liveness(String name) {
    try {
      return PidFile.read(folder.pidFile(name))
          .map(PidFile::liveness)
          .orElseGet(Liveness.Stopped::new);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + folder.pidFile(name), e);
    }
  }

  Optional<ProcessHandle> running(String name) {
    return liveness(name) instanceof Liveness.Running running
        ? Optional.of(running.process())
        : Optional.empty();
  }

  /** Starts a program that outlives this one; its output goes to its log. */
  ProcessHandle start(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    Path log = folder.log(name);
    Files.createDirectories(log.getParent());
    Files.createDirectories(folder.run());
    var all = new ArrayList<>(DETACHED);
    all.addAll(command);
    var builder = new ProcessBuilder(all);
    builder.environment().putAll(environment);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.directory(folder.path().toFile());
    ProcessHandle process = builder.start().toHandle();
    PidFile.of(name, process, String.join(" ", command)).write(folder.pidFile(name));
    return process;
  }

  void forget(String name) throws IOException {
    Files.deleteIfExists(folder.pidFile(name));
    Programs.drop(folder.programs(), name);
  }
}

package io.nightjar.local.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The logs of some programs. For one thread. */
public final class LogReader implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Map<String, LogFile> files = new LinkedHashMap<>();
  private final BiConsumer<String, String> lines;

  /**
   * Reads logs.
   *
   * @param logs where each program's is
   * @param lines gets the name of a program and a line of its log
   */
  public LogReader(Map<String, Path> logs, BiConsumer<String, String> lines) {
    logs.forEach((name, path) -> files.put(name, new LogFile(path)));
    this.lines = lines;
  }

  /** Whether there is anything to read yet. */
  public boolean isEmpty() {
    return files.values().stream().noneMatch(LogFile::exists);
  }

  /** Tells the last lines of each log, one program after the other. */
  public void tellLast(long most) throws IOException {
    for (Map.Entry<String, LogFile> file : files.entrySet()) {
      file.getValue().goToLast(most);
      if (most > 0) {
        file.getValue().tell(of(file.getKey()));
      }
    }
  }

  /** Tells what stands behind the last line breaks, where nobody waits for the rest of it. */
  public void tellRest() {
    files.forEach((name, file) -> file.tellRest(of(name)));
  }

  /**
   * Tells the lines that come, until it is interrupted, or the one who is told throws.
   *
   * @param idle called now and then while there is none
   */
  public void follow(Runnable idle) throws IOException, InterruptedException {
    while (true) {
      boolean some = false;
      for (Map.Entry<String, LogFile> file : files.entrySet()) {
        some |= file.getValue().tell(of(file.getKey()));
      }
      if (!some) {
        idle.run();
        Thread.sleep(PAUSE);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (LogFile file : files.values()) {
      file.close();
    }
  }

  private Consumer<String> of(String name) {
    return line -> lines.accept(name, line);
  }
}

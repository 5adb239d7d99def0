package io.nightjar.ingest.identity;

import io.nightjar.registry.token.TokenKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file as it stands: a change is seen within a second. What can't be read is logged,
 * and the keys stay what they were. Thread-safe.
 */
public final class WatchedKeys implements Supplier<TokenKeys> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedKeys.class);
  private static final long INTERVAL = Duration.ofMillis(500).toNanos();

  private final Path file;
  private volatile TokenKeys keys;
  private volatile long lookedAt = System.nanoTime();
  private Object state;

  /**
   * Reads the file.
   *
   * @throws IOException if that fails
   * @throws IllegalArgumentException if it holds no such keys
   */
  public WatchedKeys(Path file) throws IOException {
    this.file = file;
    this.state = state(file);
    this.keys = TokenKeys.read(file);
  }

  @Override
  public TokenKeys get() {
    if (System.nanoTime() - lookedAt > INTERVAL) {
      look();
    }
    return keys;
  }

  private synchronized void look() {
    if (System.nanoTime() - lookedAt <= INTERVAL) {
      return;
    }
    lookedAt = System.nanoTime();
    try {
      Object now = state(file);
      if (!now.equals(state)) {
        state = now;
        keys = TokenKeys.read(file);
        LOG.atInfo().addKeyValue("file", file).log("The keys of tokens have changed");
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.atError()
          .addKeyValue("cause", String.valueOf(e))
          .log("The keys of tokens can't be read; those that were known stay");
    }
  }

  /** What changes with the file: a replaced one has another key, one written to another time. */
  private static Object state(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return java.util.List.of(
        attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
  }
}

package io.nightjar.local.stack;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folder of a local stack, {@code .nightjar} in the checkout unless {@code NIGHTJAR_HOME} names
 * another.
 *
 * @param path the folder, absolute
 */
public record StackFolder(Path path) {
  /** The environment variable that names the folder. */
  public static final String VARIABLE = "NIGHTJAR_HOME";

  public StackFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** The folder that the environment names, or the one in the checkout. */
  public static StackFolder choose(Path root, Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    return new StackFolder(named.isBlank() ? root.resolve(".nightjar") : Path.of(named));
  }

  /** Addresses and keys, for everyone who talks to the stack. */
  public Path config() {
    return path.resolve("local.json");
  }

  /** The keys of tokens, for its owner only. */
  public Path tokenKeys() {
    return path.resolve("token-keys.json");
  }

  /** Where commands remember the uploads that they have begun. */
  public Path uploads() {
    return path.resolve("uploads");
  }

  Path data() {
    return path.resolve("data");
  }

  Path programs() {
    return path.resolve("programs");
  }

  Path ffmpeg() {
    return path.resolve("cache/ffmpeg");
  }

  Path run() {
    return path.resolve("run");
  }

  Path log(String process) {
    return path.resolve("logs").resolve(process + ".log");
  }

  Path pidFile(String process) {
    return run().resolve(process + ".json");
  }

  Path lock() {
    return run().resolve("lock");
  }

  Path embeddedReady() {
    return run().resolve("embedded.ready");
  }
}

package io.nightjar.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The class cache of a packaged program (an AOT cache, JEP 483 and 514): what its JVM would read,
 * parse and link at each start, as a training run has found it. With it a service is ready after a
 * quarter of the processor time.
 *
 * <p>JDK 25 does not notice that a jar which the class path of another jar's manifest names has
 * changed: it would run the old classes. So a cache carries a checksum of the whole program and of
 * the JVM in its name, and is used only where it fits.
 */
public final class StartupCache {
  private static final String SUFFIX = ".aot";

  private StartupCache() {}

  /**
   * The JVM's options for a start of the program from its cache; none where no cache fits.
   *
   * @param jar the program's jar; all files of its folder belong to the program
   */
  public static List<String> options(Path jar) throws IOException {
    if (!exists(folder(jar))) {
      return List.of();
    }
    Path cache = fitting(jar);
    return Files.isRegularFile(cache)
        // The cache also holds code that calls between interpreter and compiled code; where a JVM
        // can't link some of it, it makes its own and would say so in a warning each.
        ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=error")
        : List.of();
  }

  /**
   * The JVM's options for a training run, at whose end the JVM writes the cache.
   *
   * @param cache to be written; goes to {@link #adopt} then
   */
  public static List<String> training(Path cache) {
    return List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot*=error");
  }

  /**
   * Makes a cache that a training run has written the one of a program, instead of those of its
   * earlier builds.
   */
  public static void adopt(Path cache, Path jar) throws IOException {
    Path fitting = fitting(jar);
    try (Stream<Path> files = Files.list(folder(jar))) {
      for (Path file : files.filter(StartupCache::isCache).toList()) {
        Files.delete(file);
      }
    }
    Files.move(cache, fitting, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether a file of a program's folder is a cache, which may be linked instead of copied. */
  public static boolean isCache(Path file) {
    return file.toString().endsWith(SUFFIX);
  }

  private static boolean exists(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(StartupCache::isCache);
    }
  }

  private static Path fitting(Path jar) throws IOException {
    return folder(jar).resolve("startup-" + checksum(folder(jar)) + SUFFIX);
  }

  /** Of the names and contents of a program's files, and of the JVM's version. */
  private static String checksum(Path folder) throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(System.getProperty("java.vm.version", "").getBytes(StandardCharsets.UTF_8));
    byte[] buffer = new byte[1 << 16];
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(StartupCache::isOfProgram).sorted().toList()) {
        crc.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        try (InputStream content = Files.newInputStream(file)) {
          for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            crc.update(buffer, 0, read);
          }
        }
      }
    }
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static boolean isOfProgram(Path file) {
    return Files.isRegularFile(file) && !isCache(file);
  }

  private static Path folder(Path jar) {
    return Objects.requireNonNull(jar.toAbsolutePath().getParent());
  }
}

package io.nightjar.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A folder with FFmpeg's executables that can be run.
 *
 * @param folder the folder that holds {@code ffmpeg}, {@code ffprobe} and their libraries
 * @param libraryPathVariable the environment variable that leads the loader to that folder; empty
 *     if none is needed
 */
public record FfmpegInstallation(Path folder, String libraryPathVariable) {

  private static final String VERSION_RESOURCE =
      "META-INF/maven/org.bytedeco/ffmpeg/pom.properties";

  /** Raised when what is put into the folder changes although FFmpeg's version does not. */
  private static final String LAYOUT = "1";

  public FfmpegInstallation {
    folder = folder.toAbsolutePath();
  }

  /** FFmpeg as the system has installed it, for a caller that brings its own. */
  public static FfmpegInstallation installedIn(Path folder) {
    return new FfmpegInstallation(folder, "");
  }

  /**
   * The FFmpeg that comes with this library, unpacked on first use into a folder of its own below
   * {@code cache}, whose name holds version and platform. Any number of processes may do so at
   * once: each unpacks beside it, the first one renames its folder into place, and the others use
   * that. A folder in which files are missing (cleaners of temporary folders remove old ones) is
   * unpacked anew.
   *
   * @param cache a folder to which only trusted users can write: programs found in it are run
   * @throws IOException if the platform has no FFmpeg build, or the folder can't be written
   */
  public static FfmpegInstallation bundled(Path cache) throws IOException {
    Platform platform = Platform.current();
    Path folder =
        cache
            .toAbsolutePath()
            .resolve("ffmpeg-" + version() + "-" + LAYOUT + "-" + platform.classifier());
    if (!isComplete(folder, platform)) {
      Files.createDirectories(folder.getParent());
      Path fresh = Files.createTempDirectory(folder.getParent(), folder.getFileName() + ".");
      try {
        unpack(platform, fresh);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        moveIntoPlace(fresh, folder, platform);
      } finally {
        deleteTree(fresh);
      }
    }
    return new FfmpegInstallation(folder, platform.libraryPathVariable());
  }

  /** {@link #bundled(Path)} in the {@linkplain #defaultCache() user's cache folder}. */
  public static FfmpegInstallation bundled() throws IOException {
    return bundled(defaultCache());
  }

  /**
   * The user's cache folder, {@code nightjar} below {@code $XDG_CACHE_HOME} or {@code ~/.cache}.
   * Where the home folder can't be written, a new temporary folder that only this user can enter: a
   * well-known name in a shared temporary folder would let others plant programs there.
   */
  public static Path defaultCache() throws IOException {
    String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path home = Path.of(System.getProperty("user.home", ""));
    Path cache = xdg.isBlank() ? home.resolve(".cache") : Path.of(xdg);
    Path nightjar = cache.resolve("nightjar");
    try {
      return Files.createDirectories(nightjar);
    } catch (FileSystemException unwritableHome) {
      return Files.createTempDirectory("nightjar");
    }
  }

  /** The converter. */
  public Path ffmpeg() {
    return folder.resolve("ffmpeg");
  }

  /** The prober. */
  public Path ffprobe() {
    return folder.resolve("ffprobe");
  }

  /**
   * The whole environment that a child gets: nothing of ours, so that no credential can leak into
   * it.
   */
  Map<String, String> environment() {
    // One allocation arena instead of one per thread: each arena reserves 64 MiB of the limited
    // address space.
    Map<String, String> plain =
        Map.of("LC_ALL", "C", "MALLOC_ARENA_MAX", "1", "AV_LOG_FORCE_NOCOLOR", "1");
    if (libraryPathVariable.isEmpty()) {
      return plain;
    }
    Map<String, String> environment = new HashMap<>(plain);
    environment.put(libraryPathVariable, folder.toString());
    return Map.copyOf(environment);
  }

  private static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = resource(VERSION_RESOURCE)) {
      properties.load(in);
    }
    return properties.getProperty("version", "unknown");
  }

  private static boolean isComplete(Path folder, Platform platform) {
    List<String> stubs = platform.stubs().stream().map(StubLibrary::soname).toList();
    return Stream.of(platform.executables(), platform.libraries(), stubs)
        .flatMap(List::stream)
        .allMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  private static void unpack(Platform platform, Path folder) throws IOException {
    String inJar = "org/bytedeco/ffmpeg/" + platform.classifier() + "/";
    for (String name : platform.libraries()) {
      copy(inJar + name, folder.resolve(name));
    }
    for (String name : platform.executables()) {
      copy(inJar + name, folder.resolve(name));
      Files.setPosixFilePermissions(
          folder.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    for (StubLibrary stub : platform.stubs()) {
      Files.write(folder.resolve(stub.soname()), stub.toElf());
    }
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream in = resource(resource)) {
      Files.copy(in, file);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = FfmpegInstallation.class.getClassLoader().getResourceAsStream(name);
    if (in == null) {
      throw new IOException(
          name + " is not on the class path: the FFmpeg build for this platform is missing");
    }
    return in;
  }

  private static void moveIntoPlace(Path fresh, Path folder, Platform platform) throws IOException {
    if (Files.exists(folder) && !isComplete(folder, platform)) {
      deleteTree(folder);
    }
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException inTheWay) {
      if (!isComplete(folder, platform)) {
        throw inTheWay;
      } // else another process was first, and its folder is as good as ours
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}

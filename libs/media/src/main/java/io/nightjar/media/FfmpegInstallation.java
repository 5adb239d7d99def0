package io.nightjar.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
  private static final String LAYOUT = "2";

  private static final int COMPARED_AT_ONCE = 1 << 16;

  /** Folders whose contents have been compared. */
  private static final Set<Path> GENUINE = ConcurrentHashMap.newKeySet();

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
   * that. A folder in which files are missing (cleaners of temporary folders remove old ones),
   * differ from this library's, or can be changed by other users is unpacked anew. Where an image
   * holds the folder and no longer the packed FFmpeg, there is nothing to compare it with.
   *
   * @param cache a folder; made for this user alone if it is not there
   * @throws IOException if the platform has no FFmpeg build, or other users can write to the
   *     folder, or this one can't
   */
  public static FfmpegInstallation bundled(Path cache) throws IOException {
    Platform platform = Platform.current();
    Path parent = cache.toAbsolutePath();
    Path folder =
        parent.resolve("ffmpeg-" + version() + "-" + LAYOUT + "-" + platform.classifier());
    OwnFolder.create(parent);
    if (!isGenuine(folder, platform)) {
      Path fresh = Files.createTempDirectory(parent, folder.getFileName() + ".", OwnFolder.PRIVATE);
      try {
        unpack(platform, fresh);
        moveIntoPlace(fresh, folder, platform);
      } finally {
        OwnFolder.delete(fresh);
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
   * Where the home folder can't be written, a new temporary folder that only this user can enter,
   * and that is removed when this JVM ends: a well-known name in a shared temporary folder would
   * let others plant programs there.
   */
  public static Path defaultCache() throws IOException {
    String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path home = Path.of(System.getProperty("user.home", ""));
    Path cache = xdg.isBlank() ? home.resolve(".cache") : Path.of(xdg);
    Path nightjar = cache.resolve("nightjar");
    try {
      return Files.createDirectories(nightjar, OwnFolder.PRIVATE);
    } catch (FileSystemException unwritableHome) {
      return TemporaryCache.FOLDER;
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
  public Map<String, String> environment() {
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

  /**
   * Whether a folder holds what {@link #unpack} would put there, and nobody else can change it. The
   * contents are compared once in the life of this JVM; later calls look whether all is still
   * there.
   */
  private static boolean isGenuine(Path folder, Platform platform) throws IOException {
    boolean compared = GENUINE.contains(folder) || !isPacked(platform);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !OwnFolder.isTrusted(folder)) {
      return false;
    }
    for (String name : platform.files()) {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !OwnFolder.isTrusted(file)) {
        return false;
      }
      if (!compared && !hasContent(file, platform, name)) {
        return false;
      }
    }
    GENUINE.add(folder);
    return true;
  }

  private static boolean hasContent(Path file, Platform platform, String name) throws IOException {
    try (InputStream right = content(platform, name);
        InputStream found = Files.newInputStream(file)) {
      byte[] expected = new byte[COMPARED_AT_ONCE];
      byte[] actual = new byte[COMPARED_AT_ONCE];
      while (true) {
        int count = right.readNBytes(expected, 0, COMPARED_AT_ONCE);
        int same = found.readNBytes(actual, 0, COMPARED_AT_ONCE);
        if (!Arrays.equals(expected, 0, count, actual, 0, same)) {
          return false;
        }
        if (count == 0) {
          return true;
        }
      }
    }
  }

  /** What belongs into a file of the folder. */
  private static InputStream content(Platform platform, String name) throws IOException {
    for (StubLibrary stub : platform.stubs()) {
      if (stub.soname().equals(name)) {
        return new ByteArrayInputStream(stub.toElf());
      }
    }
    return resource(packed(platform, name));
  }

  private static boolean isPacked(Platform platform) {
    String program = platform.executables().iterator().next();
    return FfmpegInstallation.class.getClassLoader().getResource(packed(platform, program)) != null;
  }

  private static String packed(Platform platform, String name) {
    return "org/bytedeco/ffmpeg/" + platform.classifier() + "/" + name;
  }

  private static void unpack(Platform platform, Path folder) throws IOException {
    for (String name : platform.files()) {
      Path file = folder.resolve(name);
      try (InputStream in = content(platform, name)) {
        Files.copy(in, file);
      }
      boolean program = platform.executables().contains(name);
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(program ? "r-x------" : "r--------"));
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
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isGenuine(folder, platform)) {
      OwnFolder.delete(folder);
    }
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException inTheWay) {
      if (!isGenuine(folder, platform)) {
        throw inTheWay;
      } // else another process was first, and its folder is as good as ours
    }
  }

  /** Made at most once in the life of this JVM, and removed at its end. */
  private static final class TemporaryCache {
    static final Path FOLDER = create();

    private static Path create() {
      try {
        Path folder = Files.createTempDirectory("nightjar", OwnFolder.PRIVATE);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void remove(Path folder) {
      try {
        OwnFolder.delete(folder);
      } catch (IOException e) {
        System.getLogger(FfmpegInstallation.class.getName())
            .log(System.Logger.Level.WARNING, "can't remove " + folder, e);
      }
    }
  }
}

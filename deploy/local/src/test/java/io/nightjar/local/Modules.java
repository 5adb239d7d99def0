package io.nightjar.local;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The modules of the checkout as they are compiled, for tests of how they are built. */
final class Modules {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root"));

  /** Each module and the package that is its own. */
  private static final Map<String, String> PACKAGES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("libs/cptv", "io.nightjar.cptv.."),
              Map.entry("libs/ffmpeg", "io.nightjar.ffmpeg.."),
              Map.entry("libs/imaging", "io.nightjar.imaging.."),
              Map.entry("libs/launcher", "io.nightjar.launcher.."),
              Map.entry("libs/media", "io.nightjar.media.."),
              Map.entry("libs/motion", "io.nightjar.motion.."),
              Map.entry("libs/pipeline", "io.nightjar.pipeline.."),
              Map.entry("libs/registry", "io.nightjar.registry.."),
              Map.entry("libs/runtime", "io.nightjar.runtime.."),
              Map.entry("libs/spectrum", "io.nightjar.spectrum.."),
              Map.entry("libs/worker", "io.nightjar.worker.."),
              Map.entry("fixtures", "io.nightjar.fixtures.."),
              Map.entry("ingest-service", "io.nightjar.ingest.."),
              Map.entry("thermal-service", "io.nightjar.thermal.."),
              Map.entry("audio-service", "io.nightjar.audio.."),
              Map.entry("thumbnail-service", "io.nightjar.thumbnail.."),
              Map.entry("deploy/embedded", "io.nightjar.embedded.."),
              Map.entry("deploy/local", "io.nightjar.local..")));

  private static final Map<String, JavaClasses> READ = new ConcurrentHashMap<>();

  private Modules() {}

  /** The folders of all modules. */
  static List<String> all() {
    return List.copyOf(PACKAGES.keySet());
  }

  /** The packages that are a module's own. */
  static String packagesOf(String module) {
    return Objects.requireNonNull(PACKAGES.get(module));
  }

  /** The classes of all modules. */
  static JavaClasses allClasses() {
    return READ.computeIfAbsent("", none -> in(all(), "target/classes"));
  }

  /** The classes of a module. */
  static JavaClasses classesOf(String module) {
    return READ.computeIfAbsent(module, name -> in(List.of(name), "target/classes"));
  }

  /** The tests of all modules. */
  static JavaClasses allTests() {
    return in(all(), "target/test-classes");
  }

  private static JavaClasses in(List<String> modules, String folder) {
    return new ClassFileImporter()
        .importPaths(modules.stream().map(module -> ROOT.resolve(module).resolve(folder)).toList());
  }
}

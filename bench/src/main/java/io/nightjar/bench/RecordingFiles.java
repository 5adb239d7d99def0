package io.nightjar.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The thermal recordings that benchmarks go through. */
public final class RecordingFiles {
  /** The system property that names them to a forked machine, separated as a class path is. */
  private static final String PROPERTY = "nightjar.bench.files";

  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", "."));

  private RecordingFiles() {}

  /**
   * The files that were named, else the real recordings beside the checkout, else the fixtures.
   *
   * @param arguments a command's; those that begin with {@code --} are passed over
   */
  public static List<String> of(List<String> arguments) throws IOException {
    List<String> named = arguments.stream().filter(name -> !name.startsWith("--")).toList();
    if (!named.isEmpty()) {
      return named;
    }
    List<String> samples = in(ROOT.resolve("../shared/samples/thermal").normalize());
    return samples.isEmpty() ? in(ROOT.resolve("fixtures/recordings")) : samples;
  }

  private static List<String> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(Path::toString)
          .filter(name -> name.endsWith(".cptv") && !name.contains("not-cptv"))
          .sorted()
          .toList();
    }
  }

  /** The option that tells a forked machine of them. */
  public static String option(List<String> files) {
    return "-D" + PROPERTY + "=" + String.join(File.pathSeparator, files);
  }

  /** Tells this machine of them, as {@link #option} another one. */
  public static void tell(List<String> files) {
    System.setProperty(PROPERTY, String.join(File.pathSeparator, files));
  }

  /** What is in the files that this machine was told of. */
  public static List<byte[]> read() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String path : Arrays.asList(System.getProperty(PROPERTY, "").split(File.pathSeparator))) {
      files.add(Files.readAllBytes(Path.of(path)));
    }
    return files;
  }
}

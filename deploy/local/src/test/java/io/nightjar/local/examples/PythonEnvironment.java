package io.nightjar.local.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightjar.local.examples.ChildProgram.Result;
import io.nightjar.pipeline.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Python with the packages that a file in {@code src/test/python} pins, for tests that run Python
 * programs; these carry {@code @Tag("python")}, by which {@code ./nightjar test} leaves them out
 * where there is no Python. It is made once for these pins, and shared by the JVMs of all tests.
 */
public final class PythonEnvironment {
  private static final Path MODULE =
      Path.of(System.getProperty("nightjar.root"), "deploy", "local").toAbsolutePath();
  private static final Path SCRIPTS = MODULE.resolve("src/test/python");
  private static final String USUAL = "requirements.txt";
  private static final Duration TO_INSTALL = Duration.ofMinutes(10);

  /** As {@code find_python} in the script {@code nightjar}. */
  private static final String USABLE =
      "import sys, venv, ensurepip; print(sys.version); sys.exit(sys.version_info < (3, 11))";

  private final Path folder;

  private PythonEnvironment(Path folder) {
    this.folder = folder;
  }

  /** The environment that nearly all tests need. */
  public static PythonEnvironment prepare() throws IOException, InterruptedException {
    return prepare(USUAL);
  }

  /**
   * Makes an environment, if it is not there yet; pip finds the packages as it is configured on
   * this machine.
   *
   * @param requirements the file of its pins
   * @throws AssertionError if there is no Python, or a package can't be installed
   */
  static PythonEnvironment prepare(String requirements) throws IOException, InterruptedException {
    Path file = SCRIPTS.resolve(requirements);
    String pins = Files.readString(file) + pythonVersion();
    Path folder =
        MODULE.resolve("target/python-" + Sha256.of(pins.getBytes(UTF_8)).substring(0, 16));
    Files.createDirectories(folder.getParent());
    Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
    // The JVMs of other tests wait here for the one that came first.
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      Path complete = folder.resolve("complete");
      if (held.isValid() && !Files.exists(complete)) {
        remove(folder);
        install(folder, file);
        Files.createFile(complete);
      }
    }
    return new PythonEnvironment(folder);
  }

  /** The interpreter. */
  public Path python() {
    return folder.resolve("bin/python");
  }

  /** The folder of the interpreter and of the programs that the packages have brought. */
  public Path programs() {
    return folder.resolve("bin");
  }

  /** A script of the tests, in {@code src/test/python}. */
  public static Path script(String name) {
    return SCRIPTS.resolve(name);
  }

  /**
   * Runs a script in the root of the checkout.
   *
   * @param environment variables beside those of this JVM
   * @param deadline after which it is killed and the test fails
   */
  public Result run(
      Path script, Map<String, String> environment, Duration deadline, String... arguments)
      throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("nightjar.root"));
    return run(root, script, environment, deadline, arguments);
  }

  /**
   * The same elsewhere.
   *
   * @param where it runs
   */
  Result run(
      Path where,
      Path script,
      Map<String, String> environment,
      Duration deadline,
      String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(python().toString(), script.toString()));
    command.addAll(List.of(arguments));
    return ChildProgram.run(command, where, environment, deadline);
  }

  /** Also tells environments of different Pythons apart. */
  private static String pythonVersion() throws IOException, InterruptedException {
    Result found;
    try {
      found =
          ChildProgram.run(
              List.of("python3", "-c", USABLE), MODULE, Map.of(), Duration.ofMinutes(1));
    } catch (IOException e) {
      throw new AssertionError("there is no python3; -DexcludedGroups=python goes without", e);
    }
    if (found.exitCode() != 0) {
      throw new AssertionError(
          "python3 is older than 3.11 or has no venv (python3-venv); -DexcludedGroups=python goes"
              + " without. It said: "
              + found.err()
              + found.out());
    }
    return found.out();
  }

  private static void install(Path folder, Path requirements)
      throws IOException, InterruptedException {
    ChildProgram.run(
            List.of("python3", "-m", "venv", folder.toString()), MODULE, Map.of(), TO_INSTALL)
        .succeeded();
    // Wheels only: nothing that is installed runs a program of its own, or needs a compiler.
    ChildProgram.run(
            List.of(
                folder.resolve("bin/python").toString(),
                "-m",
                "pip",
                "install",
                "--disable-pip-version-check",
                "--only-binary=:all:",
                "--no-deps",
                "--requirement",
                requirements.toString()),
            MODULE,
            Map.of(),
            TO_INSTALL)
        .succeeded();
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

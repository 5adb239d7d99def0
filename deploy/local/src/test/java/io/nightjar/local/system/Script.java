package io.nightjar.local.system;

import io.nightjar.local.stack.Ports;
import io.nightjar.local.stack.Service;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** {@code ./nightjar} with a folder and ports of its own. */
public final class Script {
  /** The checkout. */
  public static final Path ROOT = Path.of(System.getProperty("nightjar.root"));

  private static final long PATIENCE_SECONDS = 300;

  private final Path home;
  private final Map<String, String> environment = new TreeMap<>();

  /** What a command said and how it ended. */
  public record Result(int exitCode, String out, String err) {
    /** The lines of its output. */
    public List<String> lines() {
      return out.lines().toList();
    }
  }

  /** A command that still runs. */
  public record Running(Process process, Path out, Path err) {
    /** Waits for its end. */
    public Result end() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("no end in time; it said: " + Files.readString(err));
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  /**
   * The script for a stack of its own.
   *
   * @param home the stack's folder
   */
  public Script(Path home, Ports ports) {
    this.home = home;
    environment.put("NIGHTJAR_HOME", home.toString());
    // The build that runs this test has made the programs; another inside it would be in its way.
    environment.put("NIGHTJAR_BUILD", "never");
    // Digits and a zone that no artefact, key or protocol may show. And these processes live for
    // seconds, in which the optimising compiler costs more than it gives.
    environment.put(
        "JAVA_TOOL_OPTIONS", System.getProperty("tests.place", "") + " -XX:TieredStopAtLevel=1");
    for (Service service : Service.values()) {
      environment.put(service.portVariable(), port(ports.services(), service));
      environment.put(service.managementPortVariable(), port(ports.management(), service));
    }
    environment.put("NIGHTJAR_KAFKA_PORT", Integer.toString(ports.kafka()));
    environment.put("NIGHTJAR_S3_PORT", Integer.toString(ports.s3()));
  }

  /** The stack's folder. */
  public Path home() {
    return home;
  }

  /** Runs a command to its end. */
  public Result run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).end();
  }

  /** Runs a script of the shell in a folder, with the same home and ports. */
  Result shell(Path working, String commands) throws IOException, InterruptedException {
    return start(working, List.of("sh", "-c", commands)).end();
  }

  /** Runs a command of whose results only the first line is read; the exit code is its own. */
  Result runIntoHead(String... arguments) throws IOException, InterruptedException {
    String piped = "\"$0\" \"$@\" | head -n 1; exit \"${PIPESTATUS[0]}\"";
    return start(List.of("/bin/bash", "-c", piped), arguments).end();
  }

  /** Runs a command whose results nobody reads, from before its start. */
  public Result runUnread(String... arguments) throws IOException, InterruptedException {
    // A pipe that has lost its only reader: the first byte that is written to it fails.
    String unread =
        "pipe=$(mktemp -u) && mkfifo \"$pipe\" && exec 3<>\"$pipe\" 4>\"$pipe\" 3<&-;"
            + " rm \"$pipe\"; exec \"$0\" \"$@\" >&4";
    return start(List.of("/bin/bash", "-c", unread), arguments).end();
  }

  /** Starts a command. */
  public Running start(String... arguments) throws IOException {
    return start(List.of(), arguments);
  }

  private Running start(List<String> before, String... arguments) throws IOException {
    var command = new ArrayList<>(before);
    command.add(link().toString());
    command.addAll(List.of(arguments));
    // Not the checkout: the script must not care where it is called from.
    return start(Path.of("/"), command);
  }

  private Running start(Path working, List<String> command) throws IOException {
    Path out = Files.createTempFile(home.getParent(), "nightjar", ".out");
    Path err = Files.createTempFile(home.getParent(), "nightjar", ".err");
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.directory(working.toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Running(builder.start(), out, err);
  }

  /** A link from elsewhere, as people keep in a folder on their PATH. */
  private Path link() throws IOException {
    Path link = home.resolveSibling("nightjar-" + home.getFileName());
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, ROOT.resolve("nightjar"));
    }
    return link;
  }

  /** Takes the link away, so that who clears the folder need not wonder where it leads. */
  public void unlink() throws IOException {
    Files.deleteIfExists(link());
  }

  private static String port(Map<Service, Integer> ports, Service service) {
    return Integer.toString(ports.getOrDefault(service, 0));
  }
}

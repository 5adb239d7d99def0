package io.nightjar.local;

import java.util.List;

/**
 * Runs commands on a stack that is up, as people do, so that the JVM writes down what they load:
 * part of a whole build. Later commands start from that; see {@link
 * io.nightjar.embedded.StartupCache}.
 */
public final class CommandTraining {
  private CommandTraining() {}

  /**
   * Runs them one after the other; that one fails is no harm.
   *
   * @param recordings to be uploaded
   */
  public static void main(String[] recordings) throws InterruptedException {
    // Commands interrupt their thread when the JVM ends, and this one then waits for the JVM to
    // have written all down.
    Thread.ofPlatform().start(() -> runAll(recordings)).join();
    System.exit(0);
  }

  private static void runAll(String... recordings) {
    for (String recording : recordings) {
      run("upload", "--wait", "--json", recording);
      run("cptv", "info", recording);
    }
    run("upload", recordings[0]);
    run("list", "--json");
    run("list");
    run("get", "00000000-0000-7000-8000-000000000000");
    run("events", "--from-beginning", "--json", "--count", "1");
    run("device", "list", "local");
    run("group", "list");
    run("up", "--detach");
    run("status");
    run("status", "--json");
    run("env");
    run("--help");
    run("no-command");
  }

  private static void run(String... command) {
    System.err.println(List.of(command) + ": " + Nightjar.run(command));
  }
}

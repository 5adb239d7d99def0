package io.nightjar.local.stack;

import io.nightjar.local.terminal.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The stack of one folder: what runs, how it is started, how it is stopped. */
public final class LocalStack {
  static final String EMBEDDED = "embedded";

  private final StackFolder folder;
  private final Path root;
  private final Clock clock;
  private final Consumer<String> notes;
  private final ClassCaches caches;
  private final Processes processes;
  private final Health health = new Health();
  private final StackLock lock;

  /**
   * The stack of a folder.
   *
   * @param folder where it keeps everything
   * @param root the checkout with the built programs
   * @param notes hears what is going on
   */
  public LocalStack(StackFolder folder, Path root, Clock clock, Consumer<String> notes) {
    this(folder, root, clock, notes, ClassCaches.USED);
  }

  LocalStack(
      StackFolder folder, Path root, Clock clock, Consumer<String> notes, ClassCaches caches) {
    this.folder = folder;
    this.root = root;
    this.clock = clock;
    this.notes = notes;
    this.caches = caches;
    this.processes = new Processes(folder);
    this.lock = new StackLock(folder, this::sayWaiting);
  }

  /** Where it keeps everything. */
  public StackFolder folder() {
    return folder;
  }

  /**
   * Where the stack answers; of a stack that is down, where it answered last.
   *
   * @throws Failure if it was never up
   */
  public LocalConfig config() {
    return LocalConfig.read(folder.config())
        .orElseThrow(() -> Failure.notUp("there is no stack in " + folder.path()));
  }

  /** Whether every process of the stack runs. */
  public boolean isUp() {
    return names().stream().allMatch(name -> processes.running(name).isPresent());
  }

  /**
   * Starts what does not run, and waits until all of it can work.
   *
   * @param wanted the ports for a stack of which nothing runs yet
   * @return how to reach it
   * @throws Failure if a port is taken, or a process ends or is not ready in time; what was started
   *     is stopped then
   */
  public LocalConfig up(Ports wanted) throws IOException, InterruptedException {
    return lock.holding(
        () -> {
          names().forEach(this::sayIfDied);
          stopDown();
          var startup = new Startup(folder, root, notes, processes, health, caches);
          return startup.run(wanted, running());
        });
  }

  /**
   * Stops all: the services first, which finish what they hold, then the broker and the store.
   *
   * @param force whether to kill what does not stop in time
   * @throws Failure naming what did not stop
   */
  public void down(boolean force) throws IOException, InterruptedException {
    down(force, Shutdown.PATIENCE);
  }

  void down(boolean force, Duration patience) throws IOException, InterruptedException {
    lock.holding(
        () -> {
          names().forEach(this::sayIfDied);
          new Shutdown(processes, notes, patience).run(names(), force);
          return folder;
        });
  }

  /** How the broker, the store and each service is. */
  public List<ProcessStatus> status() throws InterruptedException {
    return new Inspection(folder, clock, processes, health).run();
  }

  /** Where each process of the stack writes its log, by its name, the broker and store first. */
  public Map<String, Path> logs() {
    Map<String, Path> logs = new LinkedHashMap<>();
    names().forEach(name -> logs.put(name, folder.log(name)));
    return logs;
  }

  /** The names of the stack's processes that run. */
  public List<String> running() {
    return names().stream().filter(name -> processes.running(name).isPresent()).toList();
  }

  static List<String> names() {
    var names = new ArrayList<>(List.of(EMBEDDED));
    for (Service service : Service.values()) {
      names.add(service.label());
    }
    return names;
  }

  /** Stops the services that live and say themselves that they can't go on. */
  private void stopDown() throws IOException, InterruptedException {
    Optional<LocalConfig> config = LocalConfig.read(folder.config());
    for (Service service : Service.values()) {
      String name = service.label();
      boolean running = config.isPresent() && processes.running(name).isPresent();
      if (running && health.isDown(config.get().management(name))) {
        notes.accept(name + " says that it can't go on, and is started anew");
        new Shutdown(processes, notes, Shutdown.PATIENCE).run(List.of(name), true);
      }
    }
  }

  private void sayIfDied(String name) {
    switch (processes.liveness(name)) {
      case Liveness.Ended ended ->
          notes.accept(
              String.format(
                  Locale.ROOT,
                  "%s had ended without being stopped (process %d); its log is %s",
                  name,
                  ended.pid(),
                  folder.log(name)));
      case Liveness.Reused reused ->
          notes.accept(
              String.format(
                  Locale.ROOT,
                  "%s had ended without being stopped; process %d is another program now (%s) and is left alone",
                  name,
                  reused.pid(),
                  reused.command()));
      case Liveness.Running running -> {}
      case Liveness.Stopped stopped -> {}
    }
  }

  private void sayWaiting() {
    notes.accept("waiting for another up or down of " + folder.path());
  }
}

package io.nightjar.local.stack;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One look at every part of the stack. */
final class Inspection {
  private final StackFolder folder;
  private final Clock clock;
  private final Processes processes;
  private final Health health;
  private final Optional<LocalConfig> config;

  Inspection(StackFolder folder, Clock clock, Processes processes, Health health) {
    this.folder = folder;
    this.clock = clock;
    this.processes = processes;
    this.health = health;
    this.config = LocalConfig.read(folder.config());
  }

  /**
   * A part and the process that it lives in.
   *
   * @param address as people and clients write it; empty if it is not known
   * @param ports where it listens
   */
  private record Part(String name, String process, String address, List<Integer> ports) {}

  private interface Look {
    Condition take(LocalConfig config) throws InterruptedException;
  }

  /** How each part is: the broker, the store, and the services. */
  List<ProcessStatus> run() throws InterruptedException {
    List<ProcessStatus> all = new ArrayList<>();
    String broker = config.map(known -> known.kafka().bootstrapServers()).orElse("");
    all.add(
        status(
            part("broker", LocalStack.EMBEDDED, broker, List.of("kafka://" + broker)),
            known -> Health.ofBroker(URI.create("kafka://" + broker))));
    String store = config.map(known -> known.store().endpoint().toString()).orElse("");
    all.add(
        status(
            part("store", LocalStack.EMBEDDED, store, List.of(store)),
            known -> health.ofStore(known.store().endpoint())));
    for (Service service : Service.values()) {
      String address = config.map(known -> known.service(service).toString()).orElse("");
      String management =
          config.map(known -> known.management(service.label()).toString()).orElse("");
      all.add(
          status(
              part(service.label(), service.label(), address, List.of(address, management)),
              known -> health.of(known.management(service.label()))));
    }
    return all;
  }

  private Part part(String name, String process, String address, List<String> listening) {
    List<Integer> ports =
        config.isEmpty()
            ? List.of()
            : listening.stream().map(text -> URI.create(text).getPort()).toList();
    return new Part(name, process, address, ports);
  }

  private ProcessStatus status(Part part, Look look) throws InterruptedException {
    return switch (processes.liveness(part.process())) {
      case Liveness.Running running -> {
        Condition condition =
            config.isPresent()
                ? look.take(config.get())
                : Condition.unready("nothing says where it answers");
        yield new ProcessStatus(
            part.name(),
            condition.ready() ? ProcessStatus.State.READY : ProcessStatus.State.UNREADY,
            condition.cause(),
            part.address(),
            part.ports(),
            OptionalLong.of(running.process().pid()),
            OptionalLong.of(Duration.between(running.started(), clock.instant()).toSeconds()),
            folder.log(part.process()));
      }
      case Liveness.Stopped _ -> notRunning(part, ProcessStatus.State.STOPPED, "");
      case Liveness.Ended ended ->
          notRunning(part, ProcessStatus.State.DIED, "process " + ended.pid() + " is gone");
      case Liveness.Reused reused ->
          notRunning(
              part,
              ProcessStatus.State.DIED,
              "process " + reused.pid() + " is another program now: " + reused.command());
    };
  }

  private ProcessStatus notRunning(Part part, ProcessStatus.State state, String detail) {
    return new ProcessStatus(
        part.name(),
        state,
        detail,
        part.address(),
        List.of(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        folder.log(part.process()));
  }
}

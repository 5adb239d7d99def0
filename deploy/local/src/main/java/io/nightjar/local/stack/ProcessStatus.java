package io.nightjar.local.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A part of the stack as it stands now: the broker, the store, which share a process, or a service.
 *
 * @param name which one
 * @param state how it is
 * @param detail why it is not ready, or an empty string
 * @param address where it answers, or would; an empty string if the stack was never up
 * @param ports where it listens, if it runs
 * @param pid its process id, if it runs
 * @param uptimeSeconds how long it has run, if it does
 * @param log where it writes
 */
public record ProcessStatus(
    String name,
    State state,
    String detail,
    String address,
    List<Integer> ports,
    OptionalLong pid,
    OptionalLong uptimeSeconds,
    Path log) {

  public ProcessStatus {
    ports = List.copyOf(ports);
  }

  /** How a process is. */
  public enum State {
    /** It runs and can work. */
    READY,
    /** It runs and does not answer, or says that it can't work now. */
    UNREADY,
    /** It does not run, and is not meant to. */
    STOPPED,
    /** It ended without being stopped. */
    DIED
  }
}

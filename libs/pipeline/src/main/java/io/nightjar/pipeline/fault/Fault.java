package io.nightjar.pipeline.fault;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Why a work has not ended well. The kind alone decides what follows: what depends on the machine
 * or on a dependency is never committed as the recording's outcome.
 */
public sealed interface Fault {

  /** Stable; people and programs decide by it. */
  String code();

  /** The same for people. */
  String detail();

  /** The recording's own fault, the same on every machine: a final outcome. */
  record OfRecording(String code, String detail) implements Fault {}

  /**
   * A store or broker does not answer: waited out, for as long as it takes.
   *
   * @param dependency {@code store} or {@code log}
   */
  record OfDependency(String dependency, String detail) implements Fault {
    @Override
    public String code() {
      return dependency + "-unavailable";
    }
  }

  /**
   * The machine's, or the program's: a full disk, no memory, a missed deadline, a killed child, a
   * defect. Tried again, elsewhere where that can be had; then a dead letter.
   */
  record OfMachine(String code, String detail) implements Fault {
    /** The code of what no stage should throw. */
    public static final String STAGE_FAILED = "stage-failed";

    /** The code of a worker that did not live to say what happened. */
    public static final String KILLED_WORKER = "killed-worker";

    /** The code of a file system that failed. */
    public static final String DISK_FAILED = "disk-failed";

    /** The code of a heap that was full. */
    public static final String OUT_OF_MEMORY = "out-of-memory";

    /** The code of a work that took longer than its size explains. */
    public static final String DEADLINE_MISSED = "deadline-missed";
  }

  /** An event or a document can't be read: a dead letter at once. */
  record OfContract(String code, String detail) implements Fault {}

  /** The fault that something thrown stands for; what is not known is the machine's. */
  static Fault of(Throwable thrown) {
    return switch (thrown) {
      case MachineFaultException e -> e.fault();
      case BrokenContractException e -> e.fault();
      case DependencyException e -> new OfDependency(e.dependency(), e.toString());
      case UncheckedIOException e when e.getCause() != null -> of(e.getCause());
      case IOException e -> new OfMachine(OfMachine.DISK_FAILED, e.toString());
      case OutOfMemoryError e -> new OfMachine(OfMachine.OUT_OF_MEMORY, e.toString());
      default -> new OfMachine(OfMachine.STAGE_FAILED, thrown.toString());
    };
  }
}

package io.nightjar.pipeline.fault;

/** Ends a work by a fault of the machine, which says nothing of the recording. */
public final class MachineFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * Names the fault.
   *
   * @param code stable, for example {@link Fault.OfMachine#DEADLINE_MISSED}
   * @param detail the same for people
   */
  public MachineFaultException(String code, String detail) {
    super(detail);
    this.code = code;
  }

  /** Names the fault and what caused it. */
  public MachineFaultException(String code, String detail, Throwable cause) {
    super(detail, cause);
    this.code = code;
  }

  /** The fault. */
  public Fault.OfMachine fault() {
    return new Fault.OfMachine(code, String.valueOf(getMessage()));
  }
}

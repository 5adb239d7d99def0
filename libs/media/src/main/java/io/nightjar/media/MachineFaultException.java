package io.nightjar.media;

import java.io.IOException;

/**
 * The machine failed, not the recording. An {@link IOException}, since it stands beside those of
 * reading and writing: none of them is ever a recording's outcome.
 */
public final class MachineFaultException extends IOException {

  private static final long serialVersionUID = 1;

  private final MachineFault fault;

  /**
   * A fault.
   *
   * @param message in words, for operators
   */
  public MachineFaultException(MachineFault fault, String message) {
    super(message);
    this.fault = fault;
  }

  /** What failed. */
  public MachineFault fault() {
    return fault;
  }

  /** The stable code of what failed. */
  public String code() {
    return fault.code();
  }
}

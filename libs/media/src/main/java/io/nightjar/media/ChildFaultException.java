package io.nightjar.media;

import java.io.IOException;

/**
 * A child process failed by the machine's fault, not the recording's. An {@link IOException}, since
 * it stands beside those of reading and writing: none of them is ever a recording's outcome.
 */
public final class ChildFaultException extends IOException {

  private static final long serialVersionUID = 1;

  private final ChildFault fault;

  /**
   * A fault.
   *
   * @param message in words, for operators
   */
  public ChildFaultException(ChildFault fault, String message) {
    super(message);
    this.fault = fault;
  }

  /** What failed. */
  public ChildFault fault() {
    return fault;
  }

  /** The stable code of what failed. */
  public String code() {
    return fault.code();
  }
}

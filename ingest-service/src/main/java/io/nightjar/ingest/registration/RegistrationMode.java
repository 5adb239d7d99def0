package io.nightjar.ingest.registration;

/** Who may register a device. */
public enum RegistrationMode {
  /** Every device itself; its group is made if there is none. */
  OPEN,
  /**
   * A device itself with an invitation or while its group is open, the owners of its group, and
   * operators.
   */
  INVITATION,
  /** A device itself while its group is open, the owners of its group, and operators. */
  CLOSED
}

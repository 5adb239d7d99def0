package io.nightjar.ingest.registration;

/** Who may register a device. */
public enum RegistrationMode {
  /** Every device itself; its group is made if there is none. */
  OPEN,
  /** A device itself with an invitation, the owners of its group, and operators. */
  INVITATION,
  /** The owners of its group, and operators. */
  CLOSED
}

package io.nightjar.registry.password;

/** Too many passwords are looked at already; worth a retry. */
public final class PasswordsBusyException extends Exception {
  private static final long serialVersionUID = 1L;

  PasswordsBusyException() {
    super("too many passwords are looked at at once");
  }
}

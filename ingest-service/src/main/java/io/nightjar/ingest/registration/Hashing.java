package io.nightjar.ingest.registration;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.registry.password.Passwords;
import io.nightjar.registry.password.PasswordsBusyException;
import java.util.Optional;

/** Looks at passwords, and says in the API's words what is wrong. */
public final class Hashing {
  private final Passwords passwords;

  /** Hashes with certain means. */
  public Hashing(Passwords passwords) {
    this.passwords = passwords;
  }

  /**
   * Hashes a password that somebody chose.
   *
   * @throws ProblemException {@code password-malformed}, or {@code overloaded}
   */
  public String hash(String password) throws InterruptedException {
    try {
      return passwords.hash(Passwords.checked(password));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemCode.PASSWORD_MALFORMED, String.valueOf(e.getMessage()));
    } catch (PasswordsBusyException e) {
      throw overloaded(e);
    }
  }

  /**
   * Whether a password is right; takes as long where there is none.
   *
   * @throws ProblemException {@code overloaded}
   */
  boolean matches(String password, Optional<String> hash) throws InterruptedException {
    if (Passwords.isTooLong(password)) {
      return false;
    }
    try {
      return passwords.matches(password, hash);
    } catch (PasswordsBusyException e) {
      throw overloaded(e);
    }
  }

  private static ProblemException overloaded(PasswordsBusyException e) {
    return new ProblemException(
        ProblemCode.OVERLOADED, "too many passwords are looked at already; try again later", e);
  }
}

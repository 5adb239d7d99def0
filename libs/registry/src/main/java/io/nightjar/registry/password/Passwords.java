package io.nightjar.registry.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords with Argon2id (RFC 9106): 19 MiB, two passes, one lane, as OWASP advises. A hash
 * tells its own parameters, so that they may change. Thread-safe.
 */
public final class Passwords {
  /** The fewest characters of a password. */
  public static final int SHORTEST = 8;

  /** The most characters of a password. */
  public static final int LONGEST = 256;

  private static final int MEMORY = 19_456;
  private static final int ITERATIONS = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Semaphore places;
  private final Duration patience;
  private final PhcString nobodys;

  /**
   * Hashes.
   *
   * @param atOnce how many at once; each takes 19 MiB of heap
   * @param patience how long a caller waits for a place
   */
  public Passwords(int atOnce, Duration patience) {
    this.places = new Semaphore(atOnce, true);
    this.patience = patience;
    byte[] salt = salt();
    this.nobodys = new PhcString(MEMORY, ITERATIONS, LANES, salt, new byte[HASH_BYTES]);
  }

  /**
   * Checks that a text can be a password.
   *
   * @throws IllegalArgumentException if it is too short or too long
   */
  public static String checked(String password) {
    if (characters(password) < SHORTEST || isTooLong(password)) {
      throw new IllegalArgumentException(
          "a password must have " + SHORTEST + " to " + LONGEST + " characters");
    }
    return password;
  }

  /** Whether it has more characters than any password. */
  public static boolean isTooLong(String password) {
    return characters(password) > LONGEST;
  }

  /** As people and JSON Schema count them: some take two of Java's. */
  private static int characters(String password) {
    return password.codePointCount(0, password.length());
  }

  /**
   * Hashes a password with a new salt.
   *
   * @return in PHC string form
   * @throws PasswordsBusyException if too many are hashed at once
   */
  public String hash(String password) throws PasswordsBusyException, InterruptedException {
    byte[] salt = salt();
    byte[] hash = argon2(password, MEMORY, ITERATIONS, LANES, salt, HASH_BYTES);
    return new PhcString(MEMORY, ITERATIONS, LANES, salt, hash).toString();
  }

  /**
   * Whether a password is the one that a hash was made of. Takes the same time where there is no
   * hash, so that nobody learns which names are known.
   *
   * @throws PasswordsBusyException if too many are hashed at once
   */
  public boolean matches(String password, Optional<String> hash)
      throws PasswordsBusyException, InterruptedException {
    PhcString kept = hash.map(PhcString::parse).orElse(nobodys);
    byte[] found =
        argon2(
            password,
            kept.memory(),
            kept.iterations(),
            kept.lanes(),
            kept.salt(),
            kept.hash().length);
    return MessageDigest.isEqual(found, kept.hash()) && hash.isPresent();
  }

  private byte[] argon2(
      String password, int memory, int iterations, int lanes, byte[] salt, int length)
      throws PasswordsBusyException, InterruptedException {
    if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new PasswordsBusyException();
    }
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(memory)
              .withIterations(iterations)
              .withParallelism(lanes)
              .withSalt(salt)
              .build());
      byte[] hash = new byte[length];
      generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
      return hash;
    } finally {
      places.release();
    }
  }

  private byte[] salt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }
}

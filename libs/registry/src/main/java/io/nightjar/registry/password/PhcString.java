package io.nightjar.registry.password;

import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Argon2id hash in the string format of the Password Hashing Competition: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}, base64 without padding.
 *
 * @param memory KiB
 * @param iterations passes over the memory
 * @param lanes threads that it is made for
 * @param salt random
 * @param hash of the password
 */
@SuppressWarnings("ArrayRecordComponent") // Never handed out of the package, and never changed.
record PhcString(int memory, int iterations, int lanes, byte[] salt, byte[] hash) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})"
              + "\\$([A-Za-z0-9+/]{11,128})\\$([A-Za-z0-9+/]{16,128})");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none of Argon2id, version 19
   */
  static PhcString parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("no hash of Argon2id in PHC string form");
    }
    return new PhcString(
        Integer.parseInt(form.group(1)),
        Integer.parseInt(form.group(2)),
        Integer.parseInt(form.group(3)),
        Base64.getDecoder().decode(form.group(4)),
        Base64.getDecoder().decode(form.group(5)));
  }

  @Override
  public String toString() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return String.format(
        Locale.ROOT,
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s",
        memory,
        iterations,
        lanes,
        base64.encodeToString(salt),
        base64.encodeToString(hash));
  }
}

package io.nightjar.ingest.fairness;

import java.util.Locale;

/**
 * What a device may still upload, in the headers of the IETF draft "RateLimit header fields for
 * HTTP" (draft-ietf-httpapi-ratelimit-headers-10).
 *
 * @param quota uploads in a window
 * @param windowSeconds the window's length
 * @param remaining uploads that may begin now
 * @param resetSeconds until the quota is whole again
 */
public record Allowance(int quota, int windowSeconds, int remaining, int resetSeconds) {
  /** The name of the header that tells the rule. */
  public static final String POLICY_HEADER = "RateLimit-Policy";

  /** The name of the header that tells what is left. */
  public static final String STATE_HEADER = "RateLimit";

  /** The value of {@link #POLICY_HEADER}. */
  public String policy() {
    return String.format(Locale.ROOT, "\"uploads\";q=%d;w=%d", quota, windowSeconds);
  }

  /** The value of {@link #STATE_HEADER}. */
  public String state() {
    return String.format(Locale.ROOT, "\"uploads\";r=%d;t=%d", remaining, resetSeconds);
  }
}

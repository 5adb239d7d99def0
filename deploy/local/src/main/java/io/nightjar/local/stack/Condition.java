package io.nightjar.local.stack;

/**
 * How something that runs is.
 *
 * @param ready whether it can work
 * @param cause why not, as it says itself or as its silence shows; empty if it can
 */
record Condition(boolean ready, String cause) {
  static final Condition READY = new Condition(true, "");

  static Condition unready(String cause) {
    return new Condition(false, cause);
  }
}

package io.nightjar.runtime.settings;

/**
 * What one setting alone can't tell: rules between settings, and files that must be there. Found by
 * {@link java.util.ServiceLoader}; checked before anything else runs, together with all others.
 *
 * @param <T> the mapping that it looks at
 */
public interface SettingsRule<T> {
  /** The mapping that it looks at. */
  Class<T> mapping();

  /**
   * Checks settings that are all there, each a value of its type.
   *
   * @throws IllegalArgumentException naming the setting, what is wrong, and what is expected; it
   *     quotes no secret
   */
  void check(T settings);
}

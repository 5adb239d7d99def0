package io.nightjar.runtime.settings;

/** A converter that says which texts it takes. */
interface Described {
  /** In a few words: {@code a whole number from 1}. */
  String expected();
}

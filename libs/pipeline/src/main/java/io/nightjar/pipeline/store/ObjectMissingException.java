package io.nightjar.pipeline.store;

/** There is no object under a key: trying again does not help. */
public final class ObjectMissingException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** Names the key. */
  public ObjectMissingException(String key) {
    super("no object at " + key);
  }
}

package io.nightjar.cptv.index;

/** An index breaks a rule of its format, or belongs to another file; make it anew. */
public final class IndexException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Names the rule that is broken. */
  public IndexException(String rule) {
    super("index: " + rule);
  }
}

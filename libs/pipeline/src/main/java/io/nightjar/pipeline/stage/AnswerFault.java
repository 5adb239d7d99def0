package io.nightjar.pipeline.stage;

/** Why a classifier's answer is not kept: the causes of its dead letter, stable. */
public final class AnswerFault {
  /** There is no such recording. */
  public static final String UNKNOWN_RECORDING = "unknown-recording";

  /** No frames of the recording were decoded that anybody could have classified. */
  public static final String NOT_DECODED = "not-decoded";

  /** The recording has no such artefact as was looked at. */
  public static final String UNKNOWN_ARTEFACT = "unknown-artefact";

  /** There is no such track in the artefact that was looked at. */
  public static final String UNKNOWN_TRACK = "unknown-track";

  /** A position lies beyond the recording's frames. */
  public static final String OUTSIDE_RECORDING = "outside-recording";

  /** There are {@link Answers#MOST} others already. */
  public static final String TOO_MANY = "too-many-answers";

  private AnswerFault() {}
}

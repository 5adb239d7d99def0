package io.nightjar.ingest.upload;

import io.nightjar.pipeline.recording.MediaKind;

/**
 * What is taken in.
 *
 * @param thermalBytes of one thermal recording
 * @param audioBytes of one sound recording
 * @param atOnce uploads at the same time; each holds up to 10 MiB of memory
 */
public record UploadLimits(long thermalBytes, long audioBytes, int atOnce) {
  private static final long MIB = 1024 * 1024;

  /** The limits of the design. */
  public static final UploadLimits DEFAULT = new UploadLimits(256 * MIB, 512 * MIB, 16);

  /** How large a recording of a kind may be. */
  public long bytes(MediaKind kind) {
    return switch (kind) {
      case THERMAL -> thermalBytes;
      case AUDIO -> audioBytes;
    };
  }
}

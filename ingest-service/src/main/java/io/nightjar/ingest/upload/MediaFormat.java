package io.nightjar.ingest.upload;

import io.nightjar.pipeline.recording.MediaKind;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The formats that cameras, bird monitors and bat detectors send: every sound format here is one
 * that the sound decoder reads, and the other way round.
 *
 * <p>Media types are those registered with IANA. AIFF, CAF and Wave64 have none; they get the names
 * that browsers and operating systems use. WAV stays {@code audio/wav}, which everything
 * understands, where the register says {@code audio/vnd.wave}.
 */
public enum MediaFormat {
  CPTV("application/x-cptv", "cptv", MediaKind.THERMAL),
  /** RIFF, RF64 and BW64, and RIFX with its other byte order. */
  WAV("audio/wav", "wav", MediaKind.AUDIO),
  /** Sony's WAV of 64-bit sizes. */
  WAVE64("audio/x-w64", "w64", MediaKind.AUDIO),
  AIFF("audio/aiff", "aiff", MediaKind.AUDIO),
  /** Sun's and NeXT's. */
  AU("audio/basic", "au", MediaKind.AUDIO),
  CAF("audio/x-caf", "caf", MediaKind.AUDIO),
  FLAC("audio/flac", "flac", MediaKind.AUDIO),
  /** All of the ISO base media family, QuickTime and 3GPP included. */
  MP4("audio/mp4", "m4a", MediaKind.AUDIO),
  /** MPEG-1, -2 and -2.5 audio, layers I to III. */
  MP3("audio/mpeg", "mp3", MediaKind.AUDIO),
  OGG("audio/ogg", "ogg", MediaKind.AUDIO),
  /** In ADTS frames. */
  AAC("audio/aac", "aac", MediaKind.AUDIO),
  AMR("audio/amr", "amr", MediaKind.AUDIO),
  AMR_WB("audio/amr-wb", "awb", MediaKind.AUDIO),
  MATROSKA("audio/matroska", "mka", MediaKind.AUDIO),
  WEBM("audio/webm", "webm", MediaKind.AUDIO),
  /** What is none of these, kept for a sender that deletes its only copy whatever it is told. */
  UNKNOWN_THERMAL("application/octet-stream", "bin", MediaKind.THERMAL),
  UNKNOWN_SOUND("application/octet-stream", "bin", MediaKind.AUDIO);

  private final String mediaType;
  private final String extension;
  private final MediaKind kind;

  MediaFormat(String mediaType, String extension, MediaKind kind) {
    this.mediaType = mediaType;
    this.extension = extension;
    this.kind = kind;
  }

  /** What is kept of a kind though its format is unknown. */
  static MediaFormat unknown(MediaKind kind) {
    return switch (kind) {
      case THERMAL -> UNKNOWN_THERMAL;
      case AUDIO -> UNKNOWN_SOUND;
    };
  }

  /** Whether it is one that a worker can read. */
  boolean isKnown() {
    return this != UNKNOWN_THERMAL && this != UNKNOWN_SOUND;
  }

  /** Every format, for people. */
  public static String names() {
    return Arrays.stream(values())
        .filter(MediaFormat::isKnown)
        .map(format -> format.name().replace('_', '-'))
        .collect(Collectors.joining(", "));
  }

  /** The media type under which it is stored and served. */
  public String mediaType() {
    return mediaType;
  }

  /** The ending of its key, without a dot. */
  public String extension() {
    return extension;
  }

  /** Which worker takes it. */
  public MediaKind kind() {
    return kind;
  }
}

package io.nightjar.ingest.upload;

import io.nightjar.pipeline.recording.MediaKind;

/** The formats that cameras and bird monitors send. */
public enum MediaFormat {
  CPTV("application/x-cptv", "cptv", MediaKind.THERMAL),
  WAV("audio/wav", "wav", MediaKind.AUDIO),
  FLAC("audio/flac", "flac", MediaKind.AUDIO),
  MP4("audio/mp4", "m4a", MediaKind.AUDIO),
  MP3("audio/mpeg", "mp3", MediaKind.AUDIO),
  OGG("audio/ogg", "ogg", MediaKind.AUDIO),
  AAC("audio/aac", "aac", MediaKind.AUDIO);

  private final String mediaType;
  private final String extension;
  private final MediaKind kind;

  MediaFormat(String mediaType, String extension, MediaKind kind) {
    this.mediaType = mediaType;
    this.extension = extension;
    this.kind = kind;
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

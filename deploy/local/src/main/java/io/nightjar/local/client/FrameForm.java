package io.nightjar.local.client;

import java.util.Optional;

/**
 * A form in which the service gives a frame.
 *
 * @param mediaType of what is given
 * @param palette of a picture, unless it is the usual one
 */
public record FrameForm(String mediaType, Optional<String> palette) {
  /** Row by row, unsigned 16 bits, little-endian. */
  public static final FrameForm COUNTS =
      new FrameForm("application/octet-stream", Optional.empty());

  /** A picture of the counts. */
  public static final FrameForm GREY16 = new FrameForm("image/png;depth=16", Optional.empty());

  /** A picture in colours. */
  public static FrameForm picture(Optional<String> palette) {
    return new FrameForm("image/png", palette);
  }
}

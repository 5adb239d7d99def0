package io.nightjar.cptv.tool;

import io.nightjar.cptv.Ending;
import io.nightjar.cptv.Finding;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A recording in a few figures.
 *
 * @param frames frames, background frames included
 * @param backgroundFrames background frames
 * @param ending how it ended
 * @param findings what is odd about it
 * @param pixelsSha256 SHA-256 of all pixels in hex: every frame, row by row, each pixel 16 bits
 *     little-endian
 * @param minimum smallest pixel, 65535 without frames
 * @param maximum largest pixel, 0 without frames
 */
public record RecordingDigest(
    int frames,
    int backgroundFrames,
    Ending ending,
    List<Finding> findings,
    String pixelsSha256,
    int minimum,
    int maximum) {

  /** Makes the list unmodifiable. */
  public RecordingDigest {
    findings = List.copyOf(findings);
  }

  /** Reads a recording to its end. */
  public static RecordingDigest of(CptvReader reader) throws IOException {
    MessageDigest digest = sha256();
    Frame frame = reader.newFrame();
    byte[] bytes = new byte[2 * frame.pixels().length];
    int minimum = 65_535;
    int maximum = 0;
    while (reader.read(frame)) {
      short[] pixels = frame.pixels();
      for (int i = 0; i < pixels.length; i++) {
        int pixel = pixels[i] & 0xFFFF;
        minimum = Math.min(minimum, pixel);
        maximum = Math.max(maximum, pixel);
        bytes[2 * i] = (byte) pixel;
        bytes[2 * i + 1] = (byte) (pixel >>> 8);
      }
      digest.update(bytes);
    }
    return new RecordingDigest(
        reader.frames(),
        reader.backgroundFrames(),
        reader.ending(),
        reader.findings(),
        HexFormat.of().formatHex(digest.digest()),
        minimum,
        maximum);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package io.nightjar.cptv;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the pixels of frames: row by row, 16 bits little-endian. */
public final class PixelHash {

  private final MessageDigest digest;

  public PixelHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public void add(Frame frame) {
    byte[] bytes = new byte[2 * frame.pixels().length];
    for (int i = 0; i < frame.pixels().length; i++) {
      bytes[2 * i] = (byte) frame.pixels()[i];
      bytes[2 * i + 1] = (byte) (frame.pixels()[i] >>> 8);
    }
    digest.update(bytes);
  }

  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}

package io.nightjar.cptv;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Builds recordings byte by byte, without the codec's writer. */
public final class HandmadeFile {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Starts with the header of a 4×3 recording that has some more fields, each as hex. */
  public static HandmadeFile header(int version, String... more) {
    HandmadeFile file =
        new HandmadeFile()
            .hex("43505456")
            .hex(String.format(Locale.ROOT, "%02x", version))
            .hex("48");
    file.hex(String.format(Locale.ROOT, "%02x", 3 + more.length));
    file.hex("0458" + "04000000").hex("0459" + "03000000").hex("0143" + "01");
    for (String field : more) {
      file.hex(field);
    }
    return file;
  }

  public HandmadeFile hex(String hex) {
    bytes.writeBytes(HexFormat.of().parseHex(hex));
    return this;
  }

  /** Adds a frame of eleven 8-bit zeros that differs from the one before by {@code start}. */
  public HandmadeFile frame(int start) {
    return hex("4602" + "017708" + "04660f000000")
        .hex(String.format(Locale.ROOT, "%02x000000", start))
        .hex("00".repeat(11));
  }

  public int length() {
    return bytes.size();
  }

  public byte[] inflated() {
    return bytes.toByteArray();
  }

  public byte[] gzip() {
    return gzip(bytes.toByteArray());
  }

  public static byte[] gzip(byte[] inflated) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(inflated);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  public static ByteArrayInputStream stream(byte[] file) {
    return new ByteArrayInputStream(file);
  }
}

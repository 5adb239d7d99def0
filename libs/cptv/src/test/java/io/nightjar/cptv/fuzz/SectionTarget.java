package io.nightjar.cptv.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Any bytes as the content of a proper gzip file, so that the sections behind it are reached. */
public final class SectionTarget {

  private SectionTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] inflated) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(inflated);
    }
    ReaderTarget.fuzzerTestOneInput(out.toByteArray());
  }
}

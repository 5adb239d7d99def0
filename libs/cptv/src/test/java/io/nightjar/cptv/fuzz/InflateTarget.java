package io.nightjar.cptv.fuzz;

import io.nightjar.cptv.GzipFrame;
import io.nightjar.cptv.core.StreamEnd;
import io.nightjar.cptv.fast.parallel.EveryBlockAhead;
import io.nightjar.cptv.file.JdkChecksum;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipInflatedBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Any bytes as a deflate stream: as many bytes come out as the JDK's inflater gives, the same. */
public final class InflateTarget {

  private static final int MOST = 1 << 22;

  private InflateTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] deflated) throws IOException {
    byte[] header = GzipFrame.header();
    byte[] file = Arrays.copyOf(header, header.length + deflated.length);
    System.arraycopy(deflated, 0, file, header.length, deflated.length);
    givesWhatTheJdkGives(deflated, inflated(file));
    GzipInflatedBytes withBlocksAhead = inflated(file);
    withBlocksAhead.take(new EveryBlockAhead(file, new SplittableRandom(deflated.length)));
    givesWhatTheJdkGives(deflated, withBlocksAhead);
  }

  private static GzipInflatedBytes inflated(byte[] file) {
    return new GzipInflatedBytes(
        new CompressedInput(new ByteArrayInputStream(file)), new JdkChecksum());
  }

  private static void givesWhatTheJdkGives(byte[] deflated, GzipInflatedBytes inflated)
      throws IOException {
    ByteArrayOutputStream own = new ByteArrayOutputStream();
    Inflater inflater = new Inflater(true);
    try (GzipInflatedBytes in = inflated) {
      // Only the first member: what follows it is no business of the JDK's inflater.
      byte[] jdk = jdk(inflater, deflated);
      while (own.size() < jdk.length && in.require(1)) {
        int count = Math.min(in.available(), jdk.length - own.size());
        own.write(in.buffer(), in.position(), count);
        in.skip(count);
      }
      if (!Arrays.equals(own.toByteArray(), jdk)) {
        throw new AssertionError("the inflaters differ");
      }
      boolean more = in.require(1);
      if (!inflater.finished() && jdk.length < MOST) {
        if (more) {
          throw new AssertionError("more bytes than the JDK's inflater gives");
        }
        if (in.end() instanceof StreamEnd.Complete) {
          throw new AssertionError("complete where the JDK's inflater is not");
        }
      }
    } finally {
      inflater.end();
    }
  }

  private static byte[] jdk(Inflater inflater, byte[] deflated) {
    byte[] out = new byte[MOST];
    inflater.setInput(deflated);
    try {
      int count = 1;
      while (count > 0 && inflater.getBytesWritten() < MOST) {
        int at = (int) inflater.getBytesWritten();
        count = inflater.inflate(out, at, MOST - at);
      }
    } catch (DataFormatException broken) {
      // What was written before counts.
    }
    return Arrays.copyOf(out, (int) inflater.getBytesWritten());
  }
}

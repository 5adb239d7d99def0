package io.nightjar.cptv.fast;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.fast.parallel.SharedInflating;
import io.nightjar.cptv.fast.parallel.SourceUnits;
import io.nightjar.cptv.fast.vector.DeltaDecoders;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.JdkChecksum;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipInflatedBytes;
import java.io.IOException;
import java.io.InputStream;

/**
 * Opens recordings for whoever waits for one of them, or decodes for minutes: with vectors where
 * the virtual machine has them, and on two threads. What comes out is what {@link CptvReader}
 * gives.
 */
public final class FastReader {

  private FastReader() {}

  /**
   * Opens a recording that is decoded with vectors if the virtual machine was started with {@code
   * --add-modules jdk.incubator.vector}: a quarter less time once it is warm.
   *
   * @see CptvReader#open(InputStream, CptvLimits)
   */
  public static CptvReader open(InputStream in, CptvLimits limits)
      throws IOException, CptvException {
    GzipInflatedBytes inflated = new GzipInflatedBytes(new CompressedInput(in), new JdkChecksum());
    return CptvReader.open(inflated, limits, DeltaDecoders.fastest(), inflated);
  }

  /**
   * Opens a recording that a second thread helps to inflate: a quarter less time, but more work in
   * all. Else as {@link #open(InputStream, CptvLimits)}; the source is read by either thread, one
   * at a time, from 64 KiB ahead before the first frame up to 512 KiB, and may be closed while it
   * is read. Memory is 2 MiB more, of which 1¾ are kept for other recordings.
   */
  public static CptvReader openParallel(InputStream in, CptvLimits limits)
      throws IOException, CptvException {
    SourceUnits units = new SourceUnits(in);
    SharedInflating shared = new SharedInflating(units);
    GzipInflatedBytes inflated =
        new GzipInflatedBytes(new CompressedInput(units), new JdkChecksum());
    inflated.take(shared);
    return CptvReader.open(inflated, limits, DeltaDecoders.fastest(), shared);
  }
}

package io.nightjar.thermal.render;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Arrays in one file as {@code numpy.savez_compressed} writes them: a ZIP archive with a member
 * {@code NAME.npy} for each. It holds no time, so that the same arrays give the same bytes. Not
 * thread-safe.
 */
final class NpzFile implements Closeable {
  private static final int BUFFER = 1 << 16;

  /** The earliest that an archive can name. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipOutputStream zip;
  private final OutputStream out;

  private NpzFile(ZipOutputStream zip) {
    this.zip = zip;
    this.out = new BufferedOutputStream(zip, BUFFER);
  }

  /** Makes a file; one that is there is overwritten. */
  static NpzFile create(Path file) throws IOException {
    ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    // A sensor's counts are mostly noise, which no level shortens much.
    zip.setLevel(Deflater.BEST_SPEED);
    return new NpzFile(zip);
  }

  /**
   * Begins an array; the one before has all its bytes.
   *
   * @return where its header and its numbers go; not to be closed
   */
  OutputStream next(String name) throws IOException {
    out.flush();
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    return out;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}

package io.nightjar.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/** Archives, honest ones and others. */
final class Packed {
  private static final int BLOCK = 512;

  private Packed() {}

  /** A member: its name and its content. */
  static final class File {
    private final String name;
    private final byte[] content;

    File(String name, byte[] content) {
      this.name = name;
      this.content = content;
    }

    String name() {
      return name;
    }

    byte[] content() {
      return content;
    }
  }

  @FunctionalInterface
  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A ZIP file as Java streams it: deflated, with the lengths behind the members. */
  static byte[] zip(File... files) {
    return bytes(
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (File file : files) {
              zip.putNextEntry(new ZipEntry(file.name()));
              zip.write(file.content());
              zip.closeEntry();
            }
          }
        });
  }

  /** A ZIP file without compression, with the lengths in front. */
  static byte[] storedZip(File... files) {
    return bytes(
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (File file : files) {
              CRC32 crc = new CRC32();
              crc.update(file.content());
              ZipEntry entry = new ZipEntry(file.name());
              entry.setMethod(ZipEntry.STORED);
              entry.setSize(file.content().length);
              entry.setCrc(crc.getValue());
              zip.putNextEntry(entry);
              zip.write(file.content());
              zip.closeEntry();
            }
          }
        });
  }

  /** A ZIP file with 64-bit sizes wherever one can stand. */
  static byte[] zip64(File... files) {
    return bytes(
        out -> {
          try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            zip.setUseZip64(Zip64Mode.Always);
            for (File file : files) {
              zip.putArchiveEntry(new ZipArchiveEntry(file.name()));
              zip.write(file.content());
              zip.closeArchiveEntry();
            }
          }
        });
  }

  /** A tar with POSIX' extended headers for what is long. */
  static byte[] tar(File... files) {
    return tar(TarArchiveOutputStream.LONGFILE_POSIX, files);
  }

  /** A tar with GNU's long names. */
  static byte[] gnuTar(File... files) {
    return tar(TarArchiveOutputStream.LONGFILE_GNU, files);
  }

  private static byte[] tar(int longFiles, File... files) {
    return bytes(
        out -> {
          try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setLongFileMode(longFiles);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (File file : files) {
              TarArchiveEntry entry = new TarArchiveEntry(file.name(), true);
              entry.setSize(file.content().length);
              tar.putArchiveEntry(entry);
              tar.write(file.content());
              tar.closeArchiveEntry();
            }
          }
        });
  }

  /** A tar member of any type, without what ends an archive. */
  static byte[] tarMember(char type, String name, long size, byte[] content) {
    return tarMember(new byte[BLOCK], type, name, size, content);
  }

  /** A sparse member of GNU's old form: a hole, and some bytes behind it. */
  static byte[] sparseTarMember(String name, int bytes, long hole) {
    byte[] header = new byte[BLOCK];
    put(header, 386, String.format(Locale.ROOT, "%011o ", hole));
    put(header, 398, String.format(Locale.ROOT, "%011o ", bytes));
    put(header, 483, String.format(Locale.ROOT, "%011o ", hole + bytes));
    return tarMember(header, 'S', name, bytes, new byte[bytes]);
  }

  private static byte[] tarMember(
      byte[] header, char type, String name, long size, byte[] content) {
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, String.format(Locale.ROOT, "%011o ", size));
    put(header, 136, "00000000000 ");
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 157, "target");
    put(header, 257, type == 'S' ? "ustar  \0" : "ustar\0" + "00");
    int sum = 0;
    for (byte octet : header) {
      sum += octet & 0xFF;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    int padding = Math.floorMod(-content.length, BLOCK);
    return concat(header, content, new byte[padding]);
  }

  /** Two blocks of zeros. */
  static byte[] tarEnd() {
    return new byte[2 * BLOCK];
  }

  static byte[] gzip(byte[] content) {
    return bytes(
        out -> {
          try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
          }
        });
  }

  static byte[] zstd(byte[] content) {
    return bytes(
        out -> {
          try (OutputStream zstd = new ZstdCompressorOutputStream(out)) {
            zstd.write(content);
          }
        });
  }

  static byte[] concat(byte[]... parts) {
    return bytes(
        out -> {
          for (byte[] part : parts) {
            out.write(part);
          }
        });
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}

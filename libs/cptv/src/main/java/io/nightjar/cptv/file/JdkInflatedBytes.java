package io.nightjar.cptv.file;

import io.nightjar.cptv.core.InflatedBytes;
import io.nightjar.cptv.core.StreamEnd;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipHeader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Gzip members one after the other, inflated by the JDK: the fallback and the yardstick. */
final class JdkInflatedBytes extends InflatedBytes implements Closeable {

  private static final int ROOM = 1 << 15;

  private final CompressedInput in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private int member = -1;
  private boolean inMember;
  private int wrong = -1;
  private @Nullable StreamEnd end;

  JdkInflatedBytes(InputStream in) {
    super(0, ROOM);
    this.in = new CompressedInput(in);
  }

  @Override
  public StreamEnd end() {
    if (end == null) {
      throw new IllegalStateException("the stream has not ended");
    }
    return end;
  }

  @Override
  public int firstWrongChecksum() {
    return wrong;
  }

  @Override
  protected boolean fill() throws IOException {
    while (end == null) {
      if (!inMember && !startMember()) {
        break;
      }
      int count = inflate();
      if (count > 0) {
        checksum.update(buffer, limit, count);
        limit += count;
        return true;
      }
    }
    return false;
  }

  private boolean startMember() throws IOException {
    GzipHeader.Outcome outcome = GzipHeader.read(in, member < 0);
    switch (outcome) {
      case GzipHeader.Member _ -> {
        member++;
        inMember = true;
        inflater.reset();
        checksum.reset();
      }
      case GzipHeader.NoMember(StreamEnd why) -> end = why;
    }
    return inMember;
  }

  private int inflate() throws IOException {
    long before = inflater.getBytesWritten();
    try {
      while (true) {
        int count = inflater.inflate(buffer, limit, buffer.length - limit);
        if (count > 0) {
          return count;
        }
        if (inflater.finished()) {
          finishMember();
          return 0;
        }
        if (inflater.needsDictionary()) {
          throw new DataFormatException("a preset dictionary has no place in gzip");
        }
        if (!in.require(1)) {
          end = new StreamEnd.Truncated(in.offset());
          return 0;
        }
        inflater.setInput(in.buffer(), in.position(), in.available());
        in.skip(in.available());
      }
    } catch (DataFormatException broken) {
      end = new StreamEnd.Corrupt(in.offset() - inflater.getRemaining(), "" + broken.getMessage());
      // The exception leaves out how many bytes were written before it.
      return (int) (inflater.getBytesWritten() - before);
    }
  }

  private void finishMember() throws IOException {
    in.back(inflater.getRemaining());
    if (!in.require(8)) {
      end = new StreamEnd.Truncated(in.offset() + in.available());
      return;
    }
    long crc = in.next32();
    long length = in.next32();
    if (wrong < 0
        && (crc != checksum.getValue() || length != (inflater.getBytesWritten() & 0xFFFF_FFFFL))) {
      wrong = member;
    }
    inMember = false;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}

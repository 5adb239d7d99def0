package io.nightjar.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks a stream of frames that tell their own length, MP3 or AAC in ADTS, from one to the next:
 * finds where the last one ends, and how many there are. Decoders guess the first and trust a
 * header in the second.
 */
public final class FrameCheck {

  private static final int BLOCK = 1 << 16;

  private final FileBytes file;
  private final FrameHeader.Format format;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
  private long blockAt;
  private long limit;
  private @Nullable FrameHeader kind;
  private long frames;
  private long firstAt = -1;
  private long end;

  private FrameCheck(FileBytes file, FrameHeader.Format format) {
    this.file = file;
    this.format = format;
  }

  /** Checks an MP3 file; empty if no two frames follow each other in it. */
  public static Optional<StreamCheck> ofMp3(FileBytes file) throws IOException {
    return new FrameCheck(file, FrameHeader::mpeg).check();
  }

  /** Checks AAC in ADTS; empty if no two frames follow each other in it. */
  public static Optional<StreamCheck> ofAdts(FileBytes file) throws IOException {
    return new FrameCheck(file, FrameHeader::adts).check();
  }

  private Optional<StreamCheck> check() throws IOException {
    limit = Tags.endBeforeTags(file);
    block.limit(0);
    boolean lastIsCut = false;
    long at = Tags.skipId3v2(file);
    while (at < limit) {
      FrameHeader frame = frameAt(at);
      if (frame == null || !belongs(frame, at)) {
        if (frames > 0 && at == end && file.zeros(at, limit)) {
          limit = end;
          break;
        }
        at++;
      } else if (at + frame.length() > limit) {
        lastIsCut = true;
        break;
      } else {
        add(frame, at);
        at += frame.length();
        end = at;
      }
    }
    return frames == 0 ? Optional.empty() : Optional.of(result(lastIsCut));
  }

  private void add(FrameHeader frame, long at) {
    if (firstAt < 0) {
      firstAt = at;
    }
    kind = frame;
    frames++;
  }

  /** A frame counts if it is like the others and stands behind one, before one, or at the end. */
  private boolean belongs(FrameHeader frame, long at) throws IOException {
    if (kind != null && kind.kind() != frame.kind()) {
      return false;
    }
    if (kind != null && at == end) {
      return true;
    }
    FrameHeader next = frameAt(at + frame.length());
    return next != null && next.kind() == frame.kind();
  }

  private @Nullable FrameHeader frameAt(long at) throws IOException {
    if (at < blockAt || at + FrameHeader.LONGEST > blockAt + block.limit()) {
      blockAt = at;
      file.readInto(block, at);
      block.limit(Math.clamp(limit - at, 0, block.limit()));
    }
    return format.read(block, (int) (at - blockAt)).orElse(null);
  }

  private StreamCheck result(boolean lastIsCut) throws IOException {
    List<String> notes = new ArrayList<>();
    Optional<String> cut = lastIsCut ? Optional.of("the last frame is cut") : Optional.empty();
    XingHeader xing = XingHeader.read(file.read(firstAt, XingHeader.LONGEST));
    if (xing.present()) {
      long there = frames - 1;
      if (xing.frames() > there && (lastIsCut || xing.bytes() > end - firstAt)) {
        cut = Optional.of(there + " of " + xing.frames() + " frames are there");
      } else if (xing.frames() > 0 && xing.frames() != there && !lastIsCut) {
        notes.add("the header says " + xing.frames() + " frames, there are " + there);
      }
    }
    return new StreamCheck(
        0,
        limit,
        StreamCheck.Header.READ,
        true,
        0,
        0,
        Optional.empty(),
        cut,
        Optional.empty(),
        notes);
  }
}

package io.nightjar.cptv.core;

import io.nightjar.cptv.Compression;
import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Ending;
import io.nightjar.cptv.Finding;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a recording from its inflated bytes: the header at once, then frame by frame. */
public final class RecordingParser {

  /** The widest value that a 32-bit scratch with up to 7 bits left over can hold. */
  private static final int MAX_BIT_WIDTH = 25;

  /** The widest value that any difference needs. */
  private static final int WIDEST_USEFUL = 18;

  private final InflatedBytes in;
  private final CptvLimits limits;
  private final Header header;
  private final FindingLog findings = new FindingLog();
  private final FrameSection section;
  private final PixelDecoder pixels;
  private final PixelRange range;

  private boolean resumed;
  private int frames;
  private int backgroundFrames;
  private long padding;
  private @Nullable Ending ending;

  /**
   * Reads the header.
   *
   * @param deltas decodes the bodies of frames
   * @throws CptvException if there is no usable header
   * @throws IOException what the source threw
   */
  public RecordingParser(InflatedBytes in, CptvLimits limits, DeltaDecoder deltas)
      throws IOException, CptvException {
    this.in = in;
    this.limits = limits;
    this.header = new HeaderParser(in, limits, findings).parse();
    this.section = new FrameSection(header.version() == 1, findings);
    this.pixels = new PixelDecoder(header, deltas);
    this.range = new PixelRange(header);
  }

  /**
   * Goes on in the middle of a recording.
   *
   * @param in stands at a frame
   * @param deltas decodes the bodies of frames
   * @param header the recording's, within the limits
   * @param frame the number of that frame
   * @param before the pixels of the frame before it
   */
  public RecordingParser(
      InflatedBytes in,
      CptvLimits limits,
      DeltaDecoder deltas,
      Header header,
      int frame,
      short[] before) {
    this.in = in;
    this.limits = limits;
    this.header = header;
    this.section = new FrameSection(header.version() == 1, findings);
    this.pixels = new PixelDecoder(header, deltas);
    this.range = new PixelRange(header);
    this.frames = frame;
    this.resumed = true;
    pixels.resume(before);
  }

  /** Returns how many bytes lie before the next frame after decompression. */
  public long offset() {
    return in.offset() + padding;
  }

  /** Returns the header. */
  public Header header() {
    return header;
  }

  /**
   * Returns the most bytes of heap that reading takes, whatever is in the frames: twice the longest
   * body (25 bits a value; 16 if raw) for the window of inflated bytes, and the frame before.
   */
  public long heapBytes() {
    int bits = header.compression() == Compression.RAW ? Short.SIZE : MAX_BIT_WIDTH;
    return in.heapBytes(pixels.bodyLength(bits)) + Short.BYTES * pixelsPerFrame();
  }

  private long pixelsPerFrame() {
    return (long) header.width() * header.height();
  }

  /** Returns the findings so far. */
  public List<Finding> findings() {
    return findings.list();
  }

  /** Returns the frames that were read so far, background frames included. */
  public int frames() {
    return frames;
  }

  /** Returns the background frames that were read so far. */
  public int backgroundFrames() {
    return backgroundFrames;
  }

  /** Returns how the recording ended, once {@link #read} returned false. */
  public Optional<Ending> ending() {
    return Optional.ofNullable(ending);
  }

  /**
   * Reads the next frame.
   *
   * @param into a frame of the recording's size; its content is undefined after false
   * @return false at the end, which {@link #ending()} explains
   * @throws IOException what the source threw
   */
  public boolean read(Frame into) throws IOException {
    if (into.width() != header.width() || into.height() != header.height()) {
      throw new IllegalArgumentException("the frame has not the size of the recording");
    }
    if (ending == null) {
      ending = readOrEnd(into);
      if (ending != null) {
        finish();
      }
    }
    return ending == null;
  }

  private @Nullable Ending readOrEnd(Frame into) throws IOException {
    if (!skipPadding()) {
      return inFrame(frames - 1);
    }
    if (!in.require(1)) {
      return atBoundary();
    }
    long start = in.offset();
    if (frames == limits.maxFrames()) {
      return new Ending.LimitExceeded(start, limits.maxFrames() + " frames");
    }
    if ((frames + 1L) * pixelsPerFrame() > limits.maxTotalPixels()) {
      return new Ending.LimitExceeded(start, limits.maxTotalPixels() + " pixels in all frames");
    }
    if (Magic.isNext(in)) {
      return new Ending.AnotherRecording(start);
    }
    int first = in.next();
    if (first != 'F') {
      return corrupt(start, "a frame starts with 'F', not with byte " + first);
    }
    if (!fields(into)) {
      return inFrame(frames);
    }
    Ending broken = checkFields(start);
    if (broken != null) {
      return broken;
    }
    int needed = (int) pixels.bodyLength(section.bitWidth);
    if (!in.require(needed)) {
      return inFrame(frames);
    }
    pixels.decode(in.buffer(), in.position(), section.bitWidth, into.pixels());
    if (frames == 0) {
      FirstFrame.review(
          header, in.buffer(), in.position(), section.bitWidth, into.pixels(), findings);
    }
    in.skip(needed);
    padding = section.bodyLength - needed;
    deliver(into);
    return null;
  }

  private boolean skipPadding() throws IOException {
    while (padding > 0) {
      if (!in.require(1)) {
        return false;
      }
      int part = (int) Math.min(padding, in.available());
      in.skip(part);
      padding -= part;
    }
    return true;
  }

  private boolean fields(Frame into) throws IOException {
    section.start(into, frames);
    if (!in.require(1)) {
      return false;
    }
    int count = in.next();
    for (int i = 0; i < count; i++) {
      if (!in.require(2)) {
        return false;
      }
      int length = in.next();
      char code = (char) in.next();
      if (!in.require(length)) {
        return false;
      }
      section.field(into, code, in.buffer(), in.position(), length);
      in.skip(length);
    }
    return true;
  }

  private @Nullable Ending checkFields(long start) {
    int bits = section.bitWidth;
    if (bits < 0 || section.bodyLength < 0) {
      return corrupt(start, "a frame has the fields w and f");
    }
    if (bits < 1 || bits > MAX_BIT_WIDTH) {
      return corrupt(start, "a value has 1…25 bits, not " + bits);
    }
    if (header.compression() == Compression.RAW && bits != 16) {
      return corrupt(start, "a raw pixel has 16 bits, not " + bits);
    }
    long needed = pixels.bodyLength(bits);
    if (section.bodyLength < needed) {
      return corrupt(
          start, "a body of " + needed + " bytes is longer than f=" + section.bodyLength);
    }
    // The largest padding seen is fourfold; sixteen bytes a pixel leave room for it at any width.
    if (section.bodyLength > 64 + 16 * pixelsPerFrame()) {
      return corrupt(
          start, "a body has no more than 16 bytes a pixel, not f=" + section.bodyLength);
    }
    if (in.offset() + section.bodyLength > limits.maxInflatedBytes()) {
      return new Ending.LimitExceeded(start, limits.maxInflatedBytes() + " bytes");
    }
    return null;
  }

  private void deliver(Frame into) {
    section.finish(into);
    if (padding > 0) {
      long bytes = padding;
      findings.add(Finding.Kind.PADDED_FRAME, frames, () -> bytes + " bytes of padding");
    }
    int bits = section.bitWidth;
    if (bits > WIDEST_USEFUL) {
      findings.add(Finding.Kind.UNUSUAL_WIDTH, frames, () -> bits + " bits a value");
    }
    range.add(into.pixels());
    frames++;
    if (into.background()) {
      backgroundFrames++;
    }
  }

  private Ending corrupt(long start, String rule) {
    return new Ending.CorruptSection(start, frames, rule);
  }

  private Ending atBoundary() {
    long offset = in.offset();
    return switch (in.end()) {
      case StreamEnd.Complete _ -> complete(offset);
      case StreamEnd.Truncated _ ->
          new Ending.TruncatedAtBoundary(offset, "the gzip stream is not complete");
      case StreamEnd.Corrupt(long at, String rule) ->
          new Ending.CorruptCompression(at, frames, rule);
      case StreamEnd.Garbage(long at) -> new Ending.TrailingGarbage(at);
      case StreamEnd.NotGzip _ -> throw new IllegalStateException("the header was read");
    };
  }

  private Ending complete(long offset) {
    int declared = header.declaredFrameCount().orElse(0);
    if (declared > frames) {
      return new Ending.TruncatedAtBoundary(
          offset, "the header declares " + declared + " frames, there are " + frames);
    }
    return in.firstWrongChecksum() < 0
        ? new Ending.Clean()
        : new Ending.ChecksumWrong(in.firstWrongChecksum());
  }

  private Ending inFrame(int frame) {
    return switch (in.end()) {
      case StreamEnd.Corrupt(long at, String rule) ->
          new Ending.CorruptCompression(at, frame, rule);
      case StreamEnd.Complete _, StreamEnd.Truncated _, StreamEnd.Garbage _ ->
          new Ending.TruncatedInFrame(in.offset() + in.available(), frame);
      case StreamEnd.NotGzip _ -> throw new IllegalStateException("the header was read");
    };
  }

  private void finish() {
    int member = in.firstWrongChecksum();
    if (member >= 0) {
      findings.add(Finding.Kind.CHECKSUM_WRONG, FindingLog.WHOLE, "gzip member " + member);
    }
    int declared = header.declaredFrameCount().orElse(frames);
    if (!resumed && declared != frames && declared != frames - backgroundFrames) {
      findings.add(
          Finding.Kind.FRAME_COUNT_MISMATCH,
          FindingLog.WHOLE,
          "J=" + declared + ", but there are " + frames + " frames");
    }
    if (frames > 0 && !resumed) {
      range.compare(header, findings);
      if (header.hasBackgroundFrame() && backgroundFrames == 0) {
        findings.add(
            Finding.Kind.BACKGROUND_MISSING,
            FindingLog.WHOLE,
            "the header announces a background frame, but there is none");
      }
    }
  }
}

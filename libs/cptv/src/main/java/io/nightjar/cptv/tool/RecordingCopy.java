package io.nightjar.cptv.tool;

import io.nightjar.cptv.FieldOrder;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Copies a recording, or a part of it, without loss: every pixel and every field of its frames. */
public final class RecordingCopy {

  private RecordingCopy() {}

  /**
   * Copies selected frames. The start of the recording moves with the first of them; a count and
   * extremes in the header are counted again.
   *
   * @param reader stands before the first frame
   * @param out takes the file, and is closed
   * @param options how to write; with a count in the header it becomes a file of two members
   * @return how many frames were written
   */
  public static int copy(
      CptvReader reader, OutputStream out, FrameSelection selection, WriterOptions options)
      throws IOException {
    return copy(reader, out, selection, options, Integer.MAX_VALUE);
  }

  /**
   * Copies selected frames so that a seeking reader can start at some of them cheaply.
   *
   * @param restartEvery frames from one restart point to the next, at least 1
   * @see CptvWriter#restartPoint()
   */
  public static int copy(
      CptvReader reader,
      OutputStream out,
      FrameSelection selection,
      WriterOptions options,
      int restartEvery)
      throws IOException {
    FrameClock clock = new FrameClock(reader.header().framesPerSecond());
    Frame frame = reader.newFrame();
    Frame background = reader.newFrame();
    boolean hasBackground = false;
    int written = 0;
    boolean more = reader.read(frame);
    Duration start = Duration.ZERO;
    while (more) {
      if (frame.background()) {
        background.copyFrom(frame);
        hasBackground = true;
      } else {
        start = clock.next(frame);
        if (isWanted(selection, frame, start)) {
          break;
        }
      }
      more = reader.read(frame);
    }
    Header header = header(reader.header(), more ? start : Duration.ZERO);
    try (CptvWriter writer = CptvWriter.create(out, header, members(reader.header(), options))) {
      if (hasBackground) {
        writer.write(background);
        written++;
      }
      while (more) {
        if (written > 0 && written % restartEvery == 0) {
          writer.restartPoint();
        }
        writer.write(frame);
        written++;
        more = reader.read(frame);
        while (more && !frame.background() && !isWanted(selection, frame, clock.next(frame))) {
          more = reader.read(frame);
        }
      }
    }
    return written;
  }

  /** Returns options that write as the recording was written, told by its first frame. */
  public static WriterOptions like(String fieldOrder) {
    WriterOptions options =
        fieldOrder.startsWith("fw")
            ? WriterOptions.TC2
            : fieldOrder.startsWith("tcw") && fieldOrder.endsWith("f") && fieldOrder.length() > 4
                ? WriterOptions.PYTHON
                : WriterOptions.GO;
    return options.withOrder(FieldOrder.AS_READ).withMembers(WriterOptions.Members.ONE);
  }

  private static boolean isWanted(FrameSelection selection, Frame frame, Duration time) {
    return switch (selection) {
      case FrameSelection.All _ -> true;
      case FrameSelection.Numbers(int first, int end) ->
          frame.number() >= first && frame.number() < end;
      case FrameSelection.Times(Duration from, Duration until) ->
          time.compareTo(from) >= 0 && time.compareTo(until) < 0;
    };
  }

  private static Header header(Header original, Duration start) {
    var builder = original.toBuilder().set(HeaderField.COMPRESSION, 1);
    if (!start.isNegative()) {
      original
          .recordedAt()
          .ifPresent(
              time ->
                  builder.set(
                      HeaderField.TIMESTAMP,
                      time.plus(start.toNanos() / 1_000, ChronoUnit.MICROS)));
    }
    return builder.build();
  }

  private static WriterOptions members(Header header, WriterOptions options) {
    boolean counted =
        header.declaredFrameCount().isPresent()
            || header.declaredMaximum().isPresent()
            || header.declaredMinimum().isPresent();
    return counted ? options.withMembers(WriterOptions.Members.TWO_COUNTED) : options;
  }
}

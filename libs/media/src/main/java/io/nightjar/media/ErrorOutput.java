package io.nightjar.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Drains the standard error of a child, so that it never blocks, and keeps its beginning and its
 * end.
 */
final class ErrorOutput implements Runnable {

  private static final int KEPT_AT_EITHER_END = 4096;

  private final InputStream stream;
  private final byte[] head = new byte[KEPT_AT_EITHER_END];
  private final byte[] tail = new byte[KEPT_AT_EITHER_END];
  private long total;

  ErrorOutput(InputStream stream) {
    this.stream = stream;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[4096];
    try (stream) {
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        keep(buffer, count);
      }
    } catch (IOException closed) {
      // The child was killed; what was kept until then is all there is.
      return;
    }
  }

  private synchronized void keep(byte[] buffer, int count) {
    for (int i = 0; i < count; i++) {
      if (total < KEPT_AT_EITHER_END) {
        head[(int) total] = buffer[i];
      } else {
        tail[(int) (total % KEPT_AT_EITHER_END)] = buffer[i];
      }
      total++;
    }
  }

  /** What was kept, as text; one line tells how much is missing between the two ends. */
  synchronized String text() {
    int headLength = (int) Math.min(total, KEPT_AT_EITHER_END);
    String start = new String(head, 0, headLength, StandardCharsets.UTF_8);
    long afterHead = total - headLength;
    int tailLength = (int) Math.min(afterHead, KEPT_AT_EITHER_END);
    byte[] end = new byte[tailLength];
    for (int i = 0; i < tailLength; i++) {
      end[i] = tail[(int) ((total - tailLength + i) % KEPT_AT_EITHER_END)];
    }
    long missing = afterHead - tailLength;
    String gap = missing > 0 ? "\n… " + missing + " bytes …\n" : "";
    return (start + gap + new String(end, StandardCharsets.UTF_8)).strip();
  }
}

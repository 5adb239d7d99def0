package io.nightjar.thumbnail.document;

import io.nightjar.imaging.Size;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.fault.BrokenContractException;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What {@code metadata.json} tells of a whole recording.
 *
 * @param size of its frames
 * @param frames how many could be read, background frames included
 * @param backgroundFrames of these
 * @param end how it ended
 */
public record RecordingFacts(Size size, int frames, int backgroundFrames, End end) {
  /** The name of the document. */
  public static final String NAME = "metadata.json";

  /** A longer document is not read. */
  public static final int MOST_BYTES = 1 << 20;

  /**
   * How a recording ended.
   *
   * @param code stable
   * @param complete whether every recorded frame was decoded
   * @param description for people
   */
  public record End(String code, boolean complete, String description) {}

  private record Content(
      Optional<Integer> width,
      Optional<Integer> height,
      Optional<Integer> frames,
      Optional<Integer> backgroundFrames,
      Optional<End> end) {}

  /**
   * Reads the document.
   *
   * @throws BrokenContractException if it is not as its schema says
   */
  public static RecordingFacts read(byte[] document) {
    try {
      Content content = Json.read(document, Content.class);
      return new RecordingFacts(
          new Size(content.width().orElseThrow(), content.height().orElseThrow()),
          content.frames().orElseThrow(),
          content.backgroundFrames().orElseThrow(),
          content.end().orElseThrow());
    } catch (IOException | IllegalArgumentException | NoSuchElementException e) {
      throw new BrokenContractException(
          Documents.UNREADABLE, NAME + " breaks its contract: " + e.getMessage(), e);
    }
  }
}

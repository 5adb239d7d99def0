package io.nightjar.audio.tags;

import io.nightjar.media.container.Chunk;
import io.nightjar.media.container.FileBytes;
import io.nightjar.media.container.WaveFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the chunks of a WAV file say; nothing for any other file.
 *
 * @param info the list {@code INFO}, under FFmpeg's names
 * @param guano the fields of GUANO
 * @param broadcast the chunk {@code bext}
 */
public record WaveTags(
    Map<String, String> info, Map<String, String> guano, Optional<BroadcastExtension> broadcast) {

  private static final String BROADCAST = "bext";
  private static final int LONGEST_CHUNK = 1 << 16;

  /**
   * Reads them.
   *
   * @throws IOException if the file can't be read
   */
  public static WaveTags read(Path file) throws IOException {
    WaveTags tags = new WaveTags(Map.of(), Map.of(), Optional.empty());
    try (FileBytes bytes = FileBytes.open(file)) {
      Optional<WaveFile> wave = WaveFile.read(bytes);
      if (wave.isPresent()) {
        for (Chunk chunk : wave.get().chunks()) {
          int length = (int) Math.min(chunk.length(), LONGEST_CHUNK);
          tags =
              switch (chunk.id()) {
                case InfoList.CHUNK, Guano.CHUNK, BROADCAST ->
                    tags.with(
                        chunk.id(), bytes.read(chunk.start(), length).order(wave.get().order()));
                default -> tags;
              };
        }
      }
    }
    return tags;
  }

  /** With what one more chunk says; the first of a kind counts. */
  private WaveTags with(String id, ByteBuffer content) {
    return switch (id) {
      case InfoList.CHUNK ->
          info.isEmpty() ? new WaveTags(InfoList.parse(content), guano, broadcast) : this;
      case Guano.CHUNK ->
          guano.isEmpty() ? new WaveTags(info, Guano.parse(content), broadcast) : this;
      default ->
          broadcast.isEmpty() ? new WaveTags(info, guano, BroadcastExtension.parse(content)) : this;
    };
  }
}

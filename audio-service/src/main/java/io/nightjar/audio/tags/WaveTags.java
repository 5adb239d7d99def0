package io.nightjar.audio.tags;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  /**
   * Reads them.
   *
   * @throws IOException if the file can't be read
   */
  public static WaveTags read(Path file) throws IOException {
    Map<String, ByteBuffer> chunks =
        WaveChunks.read(file, Set.of(InfoList.CHUNK, Guano.CHUNK, BROADCAST));
    return new WaveTags(
        Optional.ofNullable(chunks.get(InfoList.CHUNK)).map(InfoList::parse).orElse(Map.of()),
        Optional.ofNullable(chunks.get(Guano.CHUNK)).map(Guano::parse).orElse(Map.of()),
        Optional.ofNullable(chunks.get(BROADCAST)).flatMap(BroadcastExtension::parse));
  }
}

package io.nightjar.cptv.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A local file by ranges.
 *
 * @param file the recording
 */
public record FileRange(Path file) implements RangeSource {

  @Override
  public long length() throws IOException {
    return Files.size(file);
  }

  @Override
  public InputStream from(long offset) throws IOException {
    return Channels.newInputStream(FileChannel.open(file).position(offset));
  }
}

package io.nightjar.cptv.index;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.core.InflatedBytes;
import io.nightjar.cptv.core.PlainDeltaDecoder;
import io.nightjar.cptv.core.RecordingParser;
import io.nightjar.cptv.core.StreamEnd;
import java.io.IOException;

/** The header section of an index, which is not compressed. */
final class StoredHeader extends InflatedBytes {

  private StoredHeader(byte[] section) {
    super(0, Math.max(1, section.length));
    System.arraycopy(section, 0, buffer, 0, section.length);
    limit = section.length;
  }

  static Header parse(byte[] section, CptvLimits limits) throws IOException, CptvException {
    return new RecordingParser(new StoredHeader(section), limits, new PlainDeltaDecoder()).header();
  }

  @Override
  protected boolean fill() {
    return false;
  }

  @Override
  public StreamEnd end() {
    return new StreamEnd.Complete();
  }

  @Override
  public int firstWrongChecksum() {
    return -1;
  }
}

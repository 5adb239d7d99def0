package io.nightjar.cptv;

import io.nightjar.cptv.file.CptvReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader made of a file.
 *
 * @param frames a copy of every frame
 */
public record Reading(Header header, List<Frame> frames, Ending ending, List<Finding> findings) {

  public static Reading of(byte[] file) throws IOException, CptvException {
    return of(file, CptvLimits.DEFAULT);
  }

  public static Reading of(byte[] file, CptvLimits limits) throws IOException, CptvException {
    try (CptvReader reader = CptvReader.open(new ByteArrayInputStream(file), limits)) {
      List<Frame> frames = new ArrayList<>();
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {
        frames.add(frame.copy());
      }
      return new Reading(reader.header(), frames, reader.ending(), reader.findings());
    }
  }

  public List<Finding.Kind> kinds() {
    return findings.stream().map(Finding::kind).toList();
  }
}

package io.nightjar.bench.codec;

import io.nightjar.bench.RecordingFiles;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import io.nightjar.cptv.file.CptvReader;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The recordings that a run decodes, in memory. */
@State(Scope.Benchmark)
public class Recordings {

  /** A recording ready to be written. */
  record Decoded(Header header, List<Frame> frames) {}

  List<byte[]> files = List.of();
  List<Decoded> decoded = List.of();

  /** Made by JMH. */
  public Recordings() {}

  /** Reads the files. */
  @Setup
  public void read() throws Exception {
    files = RecordingFiles.read();
    decoded = new ArrayList<>();
    for (byte[] file : files) {
      decoded.add(decode(file));
    }
  }

  private static Decoded decode(byte[] file) throws Exception {
    try (CptvReader reader = CptvReader.open(new ByteArrayInputStream(file))) {
      List<Frame> frames = new ArrayList<>();
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {
        frames.add(frame.copy());
      }
      Header header = reader.header().toBuilder().set(HeaderField.COMPRESSION, 1).build();
      return new Decoded(header, frames);
    }
  }
}

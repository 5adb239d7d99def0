package io.nightjar.thermal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.cptv.index.IndexPace;
import io.nightjar.motion.TrackLimits;
import io.nightjar.thermal.metadata.ThermalMetadata;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Decodes recordings as the service does by default, into a folder that is left behind. */
public final class Decoding {
  static final Path ROOT = Path.of(System.getProperty("nightjar.root", ".."));
  static final Path SAMPLES = ROOT.resolve("../shared/samples").normalize();

  static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");

  static final ThermalParameters BY_DEFAULT =
      new ThermalParameters(
          true, Optional.of(IndexPace.DEFAULT), Optional.of(new TrackLimits(32, 32, 6_000)));

  static final ThermalParameters METADATA_ALONE =
      new ThermalParameters(false, Optional.empty(), Optional.empty());

  private Decoding() {}

  static ThermalDecoder.Decoded of(InputStream in, long length)
      throws IOException, InterruptedException {
    return of(BY_DEFAULT, in, length, _ -> {}, _ -> {});
  }

  static ThermalDecoder.Decoded of(
      ThermalParameters parameters,
      InputStream in,
      long length,
      LongConsumer spent,
      LongConsumer reserve)
      throws IOException, InterruptedException {
    return new ThermalDecoder(CptvLimits.DEFAULT, parameters)
        .decode(
            new ThermalDecoder.Upload(in, length, RECEIVED),
            Files.createTempDirectory(Files.createDirectories(Path.of("target/decoded")), ""),
            spent,
            reserve);
  }

  public static ThermalDecoder.Recording of(Path file) throws IOException, InterruptedException {
    return (ThermalDecoder.Recording) of(Files.newInputStream(file), Files.size(file));
  }

  /** Frames as a camera writes them. */
  public static ThermalDecoder.Recording of(Header header, List<Frame> frames)
      throws IOException, InterruptedException {
    byte[] file = written(header, frames);
    return (ThermalDecoder.Recording) of(new ByteArrayInputStream(file), file.length);
  }

  public static ThermalMetadata metadata(Header header, List<Frame> frames)
      throws IOException, InterruptedException {
    return of(header, frames).metadata();
  }

  static byte[] written(Header header, List<Frame> frames) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (CptvWriter writer = CptvWriter.create(file, header, WriterOptions.GO.withLevel(1))) {
      for (Frame frame : frames) {
        writer.write(frame);
      }
    }
    return file.toByteArray();
  }

  static Path file(ThermalDecoder.Recording recording, String name) {
    List<DerivedFile> found =
        recording.files().stream().filter(file -> file.name().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.getFirst().content();
  }

  /** A document that was made beside the metadata. */
  public static JsonNode document(ThermalDecoder.Recording recording, String name)
      throws IOException {
    return new ObjectMapper().readTree(file(recording, name).toFile());
  }
}

package io.nightjar.local.cptv;

import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.tool.RecordingDigest;
import io.nightjar.local.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "info",
    header = "Show what recordings say about themselves, and what is true.",
    description = "The header is shown beside what was found by reading to the end.")
final class InfoCommand extends FileCommand {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The recordings.")
  private List<Path> files = new ArrayList<>();

  private record Info(
      String file,
      int version,
      int width,
      int height,
      String compression,
      Optional<Instant> recordedAt,
      Optional<String> deviceName,
      OptionalLong deviceId,
      Optional<String> cameraBrand,
      Optional<String> cameraModel,
      OptionalLong cameraSerial,
      Optional<String> firmware,
      int framesPerSecond,
      OptionalDouble latitude,
      OptionalDouble longitude,
      OptionalDouble altitude,
      OptionalDouble accuracy,
      Optional<Instant> locatedAt,
      OptionalLong previewSeconds,
      Optional<String> motionConfiguration,
      OptionalInt declaredFrames,
      int frames,
      int backgroundFrames,
      int minimum,
      int maximum,
      String end) {}

  @Override
  public Integer call() throws IOException {
    for (Path file : files) {
      Info info = info(file);
      if (common.json) {
        screen.json(info);
      } else {
        print(info);
      }
    }
    return ExitCode.OK;
  }

  private static Info info(Path file) throws IOException {
    try (CptvReader reader = recording(file)) {
      Header header = reader.header();
      RecordingDigest digest = RecordingDigest.of(reader);
      return new Info(
          file.toString(),
          header.version(),
          header.width(),
          header.height(),
          header.compression().name().toLowerCase(Locale.ROOT),
          header.recordedAt(),
          header.deviceName(),
          header.deviceId(),
          header.cameraBrand(),
          header.cameraModel(),
          header.cameraSerial(),
          header.firmware(),
          header.framesPerSecond(),
          header.latitude(),
          header.longitude(),
          header.altitude(),
          header.accuracy(),
          header.locatedAt(),
          header
              .preview()
              .map(time -> OptionalLong.of(time.toSeconds()))
              .orElse(OptionalLong.empty()),
          header.motionConfiguration(),
          header.declaredFrameCount(),
          digest.frames(),
          digest.backgroundFrames(),
          digest.minimum(),
          digest.maximum(),
          digest.ending().code());
    }
  }

  private void print(Info info) {
    screen.line(info.file());
    row("version", info.version() + ", " + info.compression());
    row("frames", frames(info));
    row("size", info.width() + " × " + info.height() + ", " + info.framesPerSecond() + " frames/s");
    row("pixels", info.minimum() + " … " + info.maximum());
    row("end", info.end());
    info.recordedAt().ifPresent(time -> row("recorded", time));
    info.deviceName().ifPresent(name -> row("device", name));
    info.deviceId().ifPresent(id -> row("device id", id));
    info.cameraBrand().ifPresent(brand -> row("camera brand", brand));
    info.cameraModel().ifPresent(model -> row("camera model", model));
    info.cameraSerial().ifPresent(serial -> row("serial", serial));
    info.firmware().ifPresent(firmware -> row("firmware", firmware));
    info.latitude().ifPresent(value -> row("latitude", value + "°"));
    info.longitude().ifPresent(value -> row("longitude", value + "°"));
    info.altitude().ifPresent(value -> row("altitude", value + " m"));
    info.accuracy().ifPresent(value -> row("accuracy", value + " m"));
    info.locatedAt().ifPresent(time -> row("located", time));
    info.previewSeconds().ifPresent(seconds -> row("preview", seconds + " s"));
    info.motionConfiguration().ifPresent(text -> row("motion", text.strip().replace("\n", "; ")));
  }

  private static String frames(Info info) {
    String counted = info.frames() + " (" + info.backgroundFrames() + " background)";
    return info.declaredFrames().isPresent()
        ? counted + ", header says " + info.declaredFrames().getAsInt()
        : counted;
  }

  private void row(String name, Object value) {
    screen.line(String.format(Locale.ROOT, "  %-13s %s", name, value));
  }
}

package io.nightjar.local;

import io.nightjar.local.stack.Ports;
import io.nightjar.local.stack.Service;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The ports of a stack that is to be started; a flag goes before its environment variable. */
final class PortOptions {
  private final Map<String, String> flags = new HashMap<>();

  Ports ports() {
    var settings = new HashMap<>(System.getenv());
    settings.putAll(flags);
    return Ports.choose(settings);
  }

  /** Whether the command line or the environment asks for ports. */
  boolean areChosen() {
    return !flags.isEmpty() || System.getenv().keySet().stream().anyMatch(Ports::isVariable);
  }

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description = "The stack's first port (NIGHTJAR_PORT_BASE, 18080)")
  void base(String port) {
    flags.put(Ports.BASE_VARIABLE, port);
  }

  @Option(names = "--ingest-port", paramLabel = "N", description = "NIGHTJAR_INGEST_PORT, first")
  void ingest(String port) {
    flags.put(Service.INGEST.portVariable(), port);
  }

  @Option(
      names = "--thermal-port",
      paramLabel = "N",
      description = "NIGHTJAR_THERMAL_PORT, first + 1")
  void thermal(String port) {
    flags.put(Service.THERMAL.portVariable(), port);
  }

  @Option(names = "--audio-port", paramLabel = "N", description = "NIGHTJAR_AUDIO_PORT, first + 2")
  void audio(String port) {
    flags.put(Service.AUDIO.portVariable(), port);
  }

  @Option(
      names = "--thumbnail-port",
      paramLabel = "N",
      description = "NIGHTJAR_THUMBNAIL_PORT, first + 3")
  void thumbnail(String port) {
    flags.put(Service.THUMBNAIL.portVariable(), port);
  }

  @Option(names = "--kafka-port", paramLabel = "N", description = "NIGHTJAR_KAFKA_PORT, first + 12")
  void kafka(String port) {
    flags.put(Ports.KAFKA_VARIABLE, port);
  }

  @Option(names = "--s3-port", paramLabel = "N", description = "NIGHTJAR_S3_PORT, first + 20")
  void s3(String port) {
    flags.put(Ports.S3_VARIABLE, port);
  }
}

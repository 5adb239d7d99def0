package io.nightjar.local;

import io.nightjar.local.stack.Ports;
import io.nightjar.local.stack.Service;
import io.nightjar.local.terminal.HelpOrder;
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
      paramLabel = "PORT",
      order = HelpOrder.PLACE,
      description = "The stack's first port (NIGHTJAR_PORT_BASE). Default: 18080.")
  void base(String port) {
    flags.put(Ports.BASE_VARIABLE, port);
  }

  @Option(
      names = "--ingest-port",
      paramLabel = "PORT",
      order = HelpOrder.PLACE + 1,
      description = "Of ingest-service (NIGHTJAR_INGEST_PORT). Default: the first.")
  void ingest(String port) {
    flags.put(Service.INGEST.portVariable(), port);
  }

  @Option(
      names = "--thermal-port",
      paramLabel = "PORT",
      order = HelpOrder.PLACE + 2,
      description = "Of thermal-service (NIGHTJAR_THERMAL_PORT). Default: the first + 1.")
  void thermal(String port) {
    flags.put(Service.THERMAL.portVariable(), port);
  }

  @Option(
      names = "--audio-port",
      paramLabel = "PORT",
      order = HelpOrder.PLACE + 3,
      description = "Of audio-service (NIGHTJAR_AUDIO_PORT). Default: the first + 2.")
  void audio(String port) {
    flags.put(Service.AUDIO.portVariable(), port);
  }

  @Option(
      names = "--thumbnail-port",
      paramLabel = "PORT",
      order = HelpOrder.PLACE + 4,
      description = "Of thumbnail-service (NIGHTJAR_THUMBNAIL_PORT). Default: the first + 3.")
  void thumbnail(String port) {
    flags.put(Service.THUMBNAIL.portVariable(), port);
  }

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      order = HelpOrder.PLACE + 5,
      description = "Of the broker (NIGHTJAR_KAFKA_PORT). Default: the first + 12.")
  void kafka(String port) {
    flags.put(Ports.KAFKA_VARIABLE, port);
  }

  @Option(
      names = "--s3-port",
      paramLabel = "PORT",
      order = HelpOrder.PLACE + 6,
      description = "Of the object store (NIGHTJAR_S3_PORT). Default: the first + 20.")
  void s3(String port) {
    flags.put(Ports.S3_VARIABLE, port);
  }
}

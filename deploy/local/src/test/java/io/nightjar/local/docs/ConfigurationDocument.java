package io.nightjar.local.docs;

import io.nightjar.pipeline.event.TopicSpec;
import io.nightjar.pipeline.event.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes {@code docs/configuration.md} out of the mappings and the table of topics. */
final class ConfigurationDocument {
  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Made from the configuration mappings and the table of topics; do not edit. How: ConfigurationDocumentTest. -->

      A setting is given as a system property (`-Dnightjar.store.endpoint=…`), an environment variable
      (`NIGHTJAR_STORE_ENDPOINT`) or a line of `config/application.properties` in the working directory; the first of
      these that has it counts. A service does not start with a setting that is missing, malformed, unknown or in contradiction to
      another: it names every one in one message on standard error, with what is wrong and what is expected, and ends with code
      78. `${NAME}` in a value stands for another setting or variable; write `\\${` for the mere characters. Variables of the command line (`NIGHTJAR_HOME`, `…_PORT`)
      and those that Kubernetes makes for services are passed over.

      A time without a unit is in seconds.
      """;

  private static final String FRAMEWORK =
      """

      ## The framework's own

      | Setting | Variable | Default | |
      |---|---|---|---|
      | `quarkus.http.host` | `QUARKUS_HTTP_HOST` | `127.0.0.1` | The address to listen on; `0.0.0.0` in a container. |
      | `quarkus.http.port` | `QUARKUS_HTTP_PORT` | 18080 ingest, 18081 thermal, 18082 audio, 18083 thumbnail | The port. |
      | `quarkus.log.level` | `QUARKUS_LOG_LEVEL` | `INFO` | What is logged: `DEBUG`, `INFO`, `WARN`, `ERROR`. |
      | `quarkus.log.console.json.enabled` | `QUARKUS_LOG_CONSOLE_JSON_ENABLED` | `true` | One JSON object a line, an event's own values under `fields`; `false` for plain text, as in development and under `./nightjar up`. |

      All others are in the [guides of Quarkus](https://quarkus.io/guides/all-config).
      """;

  private static final String RIGHTS =
      """

      ## Rights on the message log

      A service asks for no other topics and groups than these. It makes a topic that is not there, and needs the right
      CREATE for that only. A right that is missing is named once in the log and in the answer of the health check; the
      service is ready as soon as it is given.

      | Service | READ on topics | WRITE on topics | READ on group |
      |---|---|---|---|
      | ingest-service | | `nightjar.recording.received.thermal`, `nightjar.recording.received.audio`, `nightjar.device.event`, `nightjar.render.requested` | |
      | thermal-service | `nightjar.recording.received.thermal`, `nightjar.artefact.created`, `nightjar.render.requested`, `nightjar.thermal-service.retry` | `nightjar.artefact.created`, `nightjar.recording.failed`, `nightjar.thermal-service.retry`, `nightjar.thermal-service.dlq` | `nightjar-thermal-service` |
      | audio-service | `nightjar.recording.received.audio`, `nightjar.render.requested`, `nightjar.audio-service.retry` | `nightjar.artefact.created`, `nightjar.recording.failed`, `nightjar.audio-service.retry`, `nightjar.audio-service.dlq` | `nightjar-audio-service` |
      | thumbnail-service | `nightjar.artefact.created`, `nightjar.tracks.classified`, `nightjar.thumbnail-service.retry` | `nightjar.artefact.created`, `nightjar.recording.failed`, `nightjar.thumbnail-service.retry`, `nightjar.thumbnail-service.dlq` | `nightjar-thumbnail-service` |
      """;

  private ConfigurationDocument() {}

  /** The document for the sources under a folder. */
  static String of(Path root) throws IOException {
    String settings =
        Mapping.under(root).stream()
            .map(ConfigurationDocument::section)
            .collect(Collectors.joining());
    return INTRODUCTION + settings + FRAMEWORK + topics() + RIGHTS;
  }

  private static String section(Mapping mapping) {
    String rows =
        mapping.settings().stream().map(ConfigurationDocument::row).collect(Collectors.joining());
    return """

    ## `PREFIX`: USERS

    DESCRIPTION

    | Setting | Variable | Type | Unit | Default | Description |
    |---|---|---|---|---|---|
    """
            .replace("PREFIX", mapping.prefix())
            .replace("USERS", users(mapping.module()))
            .replace("DESCRIPTION", mapping.description())
        + rows;
  }

  private static String row(Setting setting) {
    String standard =
        setting.required()
            ? "**required**"
            : setting.standard().map(value -> "`" + value + "`").orElse("");
    return String.format(
        Locale.ROOT,
        "| `%s` | `%s` | %s | %s | %s | %s |\n",
        setting.key(),
        setting.variable(),
        setting.type(),
        setting.unit(),
        standard,
        setting.description());
  }

  private static String users(String module) {
    return switch (module) {
      case "libs/runtime" -> "all services";
      case "libs/worker" -> "all services but ingest-service";
      case "libs/ffmpeg" -> "audio-service and thermal-service";
      default -> module;
    };
  }

  private static String topics() {
    List<TopicSpec> specs =
        Stream.concat(
                Topics.all().stream(),
                Stream.of(Topics.retries("{service}"), Topics.deadLetters("{service}")))
            .map(Topics::spec)
            .toList();
    String rows =
        specs.stream()
            .map(
                spec ->
                    String.format(
                        Locale.ROOT,
                        "| `%s` | %s | %d |\n",
                        spec.name(),
                        kept(spec.retention()),
                        spec.largestMessage()))
            .collect(Collectors.joining());
    return """

    ## Topics

    How topics are made that are not there; one that is there keeps its shape.

    | Topic | Kept for | Largest batch of messages, bytes |
    |---|---|---|
    """
        + rows;
  }

  private static String kept(TopicSpec.Retention retention) {
    return switch (retention) {
      case EVENTS -> "`nightjar.kafka.event-retention`";
      case DEAD_LETTERS -> "`nightjar.kafka.dead-letter-retention`";
    };
  }
}

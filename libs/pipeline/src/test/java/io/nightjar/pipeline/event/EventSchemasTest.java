package io.nightjar.pipeline.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nightjar.pipeline.Examples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written follows what is documented in docs/events. */
class EventSchemasTest {
  private static final Path DOCS =
      Path.of(System.getProperty("nightjar.root", "../..")).resolve("docs/events");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
  private static final Set<String> OPTIONAL =
      Set.of(
          "/summary/reason",
          "/summary/track",
          "/summary/score",
          "/summary/sampleRateHertz",
          "/summary/tracks",
          "/summary/label",
          "/summary/confidence",
          "/summary/placeholder",
          "/summary/followed",
          "/summary/followed/stage",
          "/summary/followed/version",
          "/summary/followed/classifier",
          "/summary/lookedAt",
          "/details",
          "/details/volts",
          "/lookedAt",
          "/render/to",
          "/render/levels",
          "/render/tracks");
  private static final String TOO_MUCH = "x".repeat(129);

  private record Thermal(
      int frames,
      int backgroundFrames,
      int width,
      int height,
      int framesPerSecond,
      double durationSeconds,
      String end,
      int tracks) {}

  private record Thumbnail(
      int frame,
      int x,
      int y,
      int width,
      int height,
      String reason,
      int track,
      double score,
      String label,
      double confidence,
      String placeholder,
      List<ThumbnailTrack> tracks,
      Following followed) {}

  private record SoundThumbnail(
      double beginSeconds,
      double endSeconds,
      double highestHertz,
      String reason,
      String placeholder,
      SoundFollowing followed) {}

  private record SoundFollowing(String stage, String version) {}

  private record ThumbnailTrack(
      int id,
      int frame,
      int x,
      int y,
      int width,
      int height,
      double score,
      String label,
      double confidence) {}

  private record Following(String stage, String version, TracksClassified.Classifier classifier) {}

  private record Preview(
      int frames,
      int heldFrames,
      int width,
      int height,
      int framesPerSecond,
      double durationSeconds,
      Contrast levels) {}

  private record Contrast(int low, int high) {}

  private record Spectrogram(
      double durationSeconds,
      int sampleRateHertz,
      int sampleRate,
      int channels,
      int columns,
      int frequencies) {}

  private record Rendered(String artefact, int from, int frames, int height, int width) {}

  private record Array(
      String artefact,
      double durationSeconds,
      int sampleRateHertz,
      int rows,
      int columns,
      double firstColumnSeconds,
      double secondsPerColumn) {}

  private record RenderedVideo(
      String artefact,
      int frames,
      int heldFrames,
      int height,
      int width,
      int framesPerSecond,
      double durationSeconds,
      Contrast levels) {}

  static Stream<Arguments> events() {
    Thermal thermal = new Thermal(91, 1, 160, 120, 9, 10.0, "clean", 1);
    Thumbnail thumbnail =
        new Thumbnail(
            40,
            3,
            4,
            50,
            60,
            "warm-moving",
            7,
            0.93,
            "hedgehog",
            0.8,
            "XRgODZpwd4eBiIiHiHiIh3iACPeI",
            List.of(new ThumbnailTrack(7, 40, 3, 4, 50, 60, 0.93, "hedgehog", 0.8)),
            new Following(
                "classified", "1-5f2b9c01", new TracksClassified.Classifier("warm-mover", "1.0")));
    SoundThumbnail soundThumbnail =
        new SoundThumbnail(
            18.048,
            28.064,
            16_000,
            "liveliest",
            "BygKDYYGeoiBe3iEasdXhgSgVxA4",
            new SoundFollowing("audio", "6-5f2b9c01"));
    Preview preview = new Preview(90, 0, 320, 240, 9, 10.0, new Contrast(2900, 3000));
    Spectrogram spectrogram = new Spectrogram(60.0, 48_000, 48_000, 1, 4096, 1025);
    return Stream.of(
            Examples.received(Examples.recording(1)),
            Examples.deviceEvent(),
            Examples.classified(),
            Examples.event(
                EventType.RENDER_REQUESTED,
                RenderRequested.of(
                    Examples.recording(1), new Render.FramesNpz(1, OptionalInt.of(91)))),
            Examples.event(
                EventType.RECORDING_RENDERED,
                Examples.completed("render", new Rendered("frames.npz", 1, 90, 120, 160), true)),
            Examples.event(
                EventType.RENDER_REQUESTED,
                RenderRequested.of(
                    Examples.recording(1), new Render.SpectrogramNpy(Render.Precision.FLOAT16))),
            Examples.event(
                EventType.RENDER_REQUESTED,
                RenderRequested.of(
                    Examples.recording(1),
                    new Render.MelNpy(Render.MelPreset.BIRDNET_HIGH, Render.Precision.FLOAT32))),
            Examples.event(
                EventType.RENDER_REQUESTED,
                RenderRequested.of(
                    Examples.recording(1), new Render.SpectrogramTiles(60, OptionalInt.of(90)))),
            Examples.event(
                EventType.RECORDING_RENDERED,
                Examples.completed(
                    "render",
                    new Array("spectrogram.tiles", 600.0, 24_000, 1_024, 28_125, 0, 0.0213),
                    true)),
            Examples.event(
                EventType.RECORDING_RENDERED,
                Examples.completed(
                    "render", new Array("mel.npy", 60.0, 48_000, 128, 5626, 0, 0.0107), true)),
            Examples.event(
                EventType.RENDER_REQUESTED,
                RenderRequested.of(
                    Examples.recording(1),
                    new Render.PreviewMp4(
                        1,
                        OptionalInt.of(91),
                        "viridis",
                        640,
                        Optional.of(new Render.Contrast(2900, 3000)),
                        true,
                        Optional.of(Examples.object("derived/1/tracks.json"))))),
            Examples.event(
                EventType.RECORDING_RENDERED,
                Examples.completed(
                    "render",
                    new RenderedVideo(
                        "preview.mp4", 90, 0, 480, 640, 9, 10.0, new Contrast(2900, 3000)),
                    false)),
            Examples.event(EventType.RECORDING_FAILED, Examples.failed()),
            Examples.event(
                EventType.THERMAL_DECODED, Examples.completed("thermal", thermal, false)),
            Examples.event(EventType.THERMAL_DECODED, Examples.completed("thermal", thermal, true)),
            Examples.event(
                EventType.THUMBNAIL_RENDERED, Examples.completed("thumbnail", thumbnail, false)),
            Examples.event(
                EventType.THUMBNAIL_RENDERED,
                Examples.completed("thumbnail", soundThumbnail, true)),
            Examples.event(
                EventType.RECORDING_CLASSIFIED,
                Examples.completed(
                    "classified",
                    AnswerSummary.of(
                        new ClassifiedRecording(
                            Examples.classified().data(),
                            Examples.completed("thermal", thermal, false))),
                    false)),
            Examples.event(
                EventType.PREVIEW_RENDERED, Examples.completed("preview", preview, false)),
            Examples.event(
                EventType.SPECTROGRAM_RENDERED, Examples.completed("audio", spectrogram, false)))
        .map(event -> Arguments.of(event.type(), event));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void describeWhatTheCodecWrites(String type, Event<?> event) throws IOException {
    assertThat(errors(type, data(event))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void letEventsGrow(String type, Event<?> event) throws IOException {
    ObjectNode grown = (ObjectNode) MAPPER.readTree(data(event));
    grown.putObject("new").put("a", 1);
    if (grown.has("source")) {
      ((ObjectNode) grown.get("source")).put("new", true);
    }
    for (String inner : List.of("device", "summary", "classifier", "lookedAt", "render")) {
      if (grown.has(inner)) {
        ((ObjectNode) grown.get(inner)).put("new", true);
      }
    }
    if (grown.has("tracks")) {
      grown.get("tracks").forEach(track -> ((ObjectNode) track).put("new", true));
    }

    assertThat(errors(type, grown.toString())).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void requireEveryFieldThatIsAlwaysThere(String type, Event<?> event) throws IOException {
    ObjectNode whole = (ObjectNode) MAPPER.readTree(data(event));
    for (String pointer : fields(whole)) {
      ObjectNode less = whole.deepCopy();
      int slash = pointer.lastIndexOf('/');
      ((ObjectNode) less.at(pointer.substring(0, slash))).remove(pointer.substring(slash + 1));

      if (!OPTIONAL.contains(pointer)) {
        assertThat(errors(type, less.toString())).as("without " + pointer).isNotEmpty();
      }
    }
  }

  /** Pointers to the fields of an object and of the objects in it. */
  private static List<String> fields(ObjectNode node) {
    return node.properties().stream()
        .flatMap(
            field ->
                field.getValue() instanceof ObjectNode inner
                    ? Stream.concat(
                        Stream.of("/" + field.getKey()),
                        fields(inner).stream().map(pointer -> "/" + field.getKey() + pointer))
                    : Stream.of("/" + field.getKey()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "io.nightjar.recording.received.v1, /recordingId, 919108f7-52d1-4320-9bac-f847db4148a8",
    "io.nightjar.recording.received.v1, /kind, video",
    "io.nightjar.recording.received.v1, /device/group, LONG",
    "io.nightjar.recording.received.v1, /source/sha256, ABC",
    "io.nightjar.recording.received.v1, /source/size, -1",
    "io.nightjar.device.event.v1, /deviceId, -1",
    "io.nightjar.device.event.v1, /type, ''",
    "io.nightjar.recording.failed.v1, /code, Not A Code",
    "io.nightjar.recording.failed.v1, /stage, other",
    "io.nightjar.recording.failed.v1, /version, 1",
    "io.nightjar.thermal.decoded.v1, /status, rejected",
    "io.nightjar.thermal.decoded.v1, /stage, audio",
    "io.nightjar.thermal.decoded.v1, /summary/frames, -1",
    "io.nightjar.thermal.decoded.v1, /summary/width, 0",
    "io.nightjar.thermal.decoded.v1, /summary/tracks, -1",
    "io.nightjar.thermal.decoded.v1, /artefacts/0/name, ../metadata.json",
    "io.nightjar.thumbnail.rendered.v1, /summary/x, left",
    "io.nightjar.thumbnail.rendered.v1, /summary/endSeconds, later",
    "io.nightjar.thumbnail.rendered.v1, /summary/highestHertz, 0",
    "io.nightjar.thumbnail.rendered.v1, /summary/label, ''",
    "io.nightjar.thumbnail.rendered.v1, /summary/confidence, 2",
    "io.nightjar.thumbnail.rendered.v1, /summary/placeholder, a blur",
    "io.nightjar.recording.classified.v1, /stage, thermal",
    "io.nightjar.recording.classified.v1, /summary/trackCount, -1",
    "io.nightjar.recording.classified.v1, /summary/classifier/name, a classifier",
    "io.nightjar.recording.classified.v1, /summary/tracks/0/confidence, 2",
    "io.nightjar.preview.rendered.v1, /stage, thumbnail",
    "io.nightjar.preview.rendered.v1, /summary/frames, 0",
    "io.nightjar.preview.rendered.v1, /summary/levels/low, cold",
    "io.nightjar.render.requested.v1, /render/artefact, ../frames.npz",
    "io.nightjar.render.requested.v1, /render/from, -1",
    "io.nightjar.render.requested.v1, /render/to, end",
    "io.nightjar.recording.rendered.v1, /stage, thermal",
    "io.nightjar.recording.rendered.v1, /summary/frames, -1",
    "io.nightjar.recording.rendered.v1, /summary/height, 0",
    "io.nightjar.tracks.classified.v1, /recordingId, 7",
    "io.nightjar.tracks.classified.v1, /classifier/name, a classifier",
    "io.nightjar.tracks.classified.v1, /classifier/version, ''",
    "io.nightjar.tracks.classified.v1, /lookedAt/name, ../tracks.json",
    "io.nightjar.tracks.classified.v1, /tracks/0/id, 0",
    "io.nightjar.tracks.classified.v1, /tracks/0/positions/0/frame, -1",
    "io.nightjar.tracks.classified.v1, /tracks/0/positions/0/x, -1",
    "io.nightjar.tracks.classified.v1, /tracks/0/positions/0/width, 0",
    "io.nightjar.tracks.classified.v1, /tracks/0/labels/0/label, ''",
    "io.nightjar.tracks.classified.v1, /tracks/0/labels/0/label, ' hedgehog'",
    "io.nightjar.tracks.classified.v1, /tracks/0/labels/0/confidence, 2",
    "io.nightjar.tracks.classified.v1, /tracks/0/labels/0/confidence, certain",
    "io.nightjar.spectrogram.rendered.v1, /summary/durationSeconds, -1",
    "io.nightjar.spectrogram.rendered.v1, /summary/sampleRate, 0",
    "io.nightjar.spectrogram.rendered.v1, /summary/sampleRateHertz, 0",
  })
  void refuseAValueThatBreaksItsRule(String type, String pointer, String value) throws IOException {
    Event<?> event =
        events()
            .map(arguments -> (Event<?>) arguments.get()[1])
            .filter(candidate -> candidate.type().equals(type))
            .findFirst()
            .orElseThrow();
    ObjectNode wrong = (ObjectNode) MAPPER.readTree(data(event));
    put(wrong, pointer, value);

    assertThat(errors(type, wrong.toString())).isNotEmpty();
  }

  @Test
  void nameEveryTypeAndNothingElse() throws IOException {
    List<String> types =
        List.of(
            EventType.RECORDING_RECEIVED,
            EventType.RECORDING_FAILED,
            EventType.THERMAL_DECODED,
            EventType.THUMBNAIL_RENDERED,
            EventType.PREVIEW_RENDERED,
            EventType.SPECTROGRAM_RENDERED,
            EventType.TRACKS_CLASSIFIED,
            EventType.RENDER_REQUESTED,
            EventType.RECORDING_RENDERED,
            EventType.RECORDING_CLASSIFIED,
            EventType.DEVICE_EVENT);
    try (Stream<Path> files = Files.list(DOCS)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".schema.json"))
          .containsExactlyInAnyOrderElementsOf(
              types.stream().map(type -> type + ".schema.json").toList());
    }
    for (String type : types) {
      assertThat(MAPPER.readTree(schemaText(type)).get("$id").asText())
          .isEqualTo(EventType.schema(type));
    }
    assertThat(matches("(?m)^      name: (io\\S+)$"))
        .containsExactlyElementsOf(new TreeSet<>(types));
  }

  @Test
  void nameEveryTopic() throws IOException {
    TreeSet<String> topics = new TreeSet<>(Topics.all());
    topics.add(Topics.deadLetters("{service}"));

    assertThat(matches("(?m)^    address: (\\S+)$")).containsExactlyElementsOf(topics);
  }

  @Test
  void nameEveryHeaderThatIsWritten() throws IOException {
    TreeSet<String> headers = new TreeSet<>();
    EventCodec.encode("topic", Examples.received(Examples.recording(1)))
        .headers()
        .forEach(header -> headers.add(header.key()));

    assertThat(matches("(?m)^          ((?:ce_|content-type|traceparent)\\S*):$"))
        .containsExactlyElementsOf(headers);
  }

  /** The last example of its type is a video. */
  @ParameterizedTest
  @CsvSource({
    "io.nightjar.render.requested.v1, /render/palette, rainbow",
    "io.nightjar.render.requested.v1, /render/width, 63",
    "io.nightjar.render.requested.v1, /render/levels/high, 65536",
    "io.nightjar.render.requested.v1, /render/tracks/size, -1",
    "io.nightjar.recording.rendered.v1, /summary/frames, 0",
    "io.nightjar.recording.rendered.v1, /summary/levels/low, cold",
  })
  void refuseAValueThatNoVideoHas(String type, String pointer, String value) throws IOException {
    Event<?> event =
        events()
            .map(arguments -> (Event<?>) arguments.get()[1])
            .filter(candidate -> candidate.type().equals(type))
            .reduce((_, later) -> later)
            .orElseThrow();
    ObjectNode wrong = (ObjectNode) MAPPER.readTree(data(event));
    put(wrong, pointer, value);

    assertThat(errors(type, wrong.toString())).isNotEmpty();
  }

  private static void put(ObjectNode document, String pointer, String value) {
    int slash = pointer.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) document.at(pointer.substring(0, slash));
    String field = pointer.substring(slash + 1);
    if (value.matches("-?[0-9]+") && !pointer.equals("/version")) {
      parent.put(field, Integer.parseInt(value));
    } else {
      parent.put(field, value.equals("LONG") ? TOO_MUCH : value);
    }
  }

  /** What a pattern finds in the description of topics and headers, sorted. */
  private static Set<String> matches(String pattern) throws IOException {
    Set<String> found = new TreeSet<>();
    Pattern.compile(pattern)
        .matcher(Files.readString(DOCS.resolve("asyncapi.yaml")))
        .results()
        .forEach(match -> found.add(match.group(1)));
    return found;
  }

  private static List<com.networknt.schema.Error> errors(String type, String json) {
    return SCHEMAS.computeIfAbsent(type, EventSchemasTest::schema).validate(json, InputFormat.JSON);
  }

  private static Schema schema(String type) {
    try {
      return REGISTRY.getSchema(schemaText(type), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String schemaText(String type) throws IOException {
    return Files.readString(DOCS.resolve(type + ".schema.json"));
  }

  private static String data(Event<?> event) {
    return new String(EventCodec.encode("topic", event).value(), UTF_8);
  }
}

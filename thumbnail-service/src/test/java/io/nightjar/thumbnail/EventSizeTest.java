package io.nightjar.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import io.nightjar.imaging.thumbnail.ThumbnailFormat;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.event.TracksClassified.Classifier;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.stage.EventRoom;
import io.nightjar.pipeline.stage.StageVersion;
import io.nightjar.pipeline.stage.Work;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.thumbnail.picture.Thumbnail;
import io.nightjar.thumbnail.picture.ThumbnailOutcome;
import io.nightjar.thumbnail.seen.Verdict;
import io.nightjar.thumbnail.subject.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However long names are, the event that announces thumbnails is within its bounds. */
class EventSizeTest {
  private static final RecordingId ID =
      RecordingId.parse("019a1b2c-3d4e-7f50-8123-456789abcdef").orElseThrow();
  private static final StageVersion VERSION = new StageVersion("thumbnail", "6-cd4d608e-0123abcd");
  private static final int OF_RECORDING = 7;
  private static final int OF_TRACK = 5;

  /** 63 characters are the most that S3 lets a bucket have. */
  private static final String LONGEST_BUCKET = "b".repeat(63);

  /** Three bytes a character in the event, and nine in the upload's key. */
  private static final String LONGEST_NAME = "\u6f22".repeat(128);

  /** Six bytes a character in JSON. */
  private static final String LONGEST_LABEL = "\u0001".repeat(64);

  private static final DeviceIdentity USUAL = new DeviceIdentity("Banks Peninsula", "gate-camera");

  @Test
  void picturesOfFiveTracksHaveRoomInAnEventWithUsualNames() {
    assertThat(announced("nightjar", USUAL, "brushtail possum", 5).pictures().tracks()).hasSize(5);
  }

  /** The defaults: four tracks without an answer, whose labels there are none of. */
  @Test
  void picturesOfFourTracksHaveRoomWithTheLongestBucket() {
    Announced announced = announced(LONGEST_BUCKET, USUAL, "", 4);

    assertThat(announced.pictures().tracks()).hasSize(4);
    assertThat(announced.pictures().thumbnails()).hasSize(OF_RECORDING + 4 * OF_TRACK);
  }

  @Test
  void theLeastConspicuousTracksHaveNoneWhereNamesAreLong() {
    DeviceIdentity longest = new DeviceIdentity(LONGEST_NAME, LONGEST_NAME);

    Announced announced = announced(LONGEST_BUCKET, longest, LONGEST_LABEL, 1000);

    int tracks = announced.pictures().tracks().size();
    assertThat(tracks).isPositive();
    assertThat(announced.pictures().tracks())
        .extracting(track -> track.track().orElseThrow())
        .containsExactlyElementsOf(IntStream.range(0, tracks).mapToObj(EventSizeTest::id).toList());
    assertThat(announced.pictures().thumbnails()).hasSize(OF_RECORDING + tracks * OF_TRACK);
    assertThat(announced.summary().tracks()).hasSize(tracks);
    assertThat(bytes(LONGEST_BUCKET, longest, announced))
        .isBetween(EventCodec.LARGEST_DATA - 3_000, EventCodec.LARGEST_DATA);
  }

  private static int id(int index) {
    return 1_000_001 + index;
  }

  private static Announced announced(
      String bucket, DeviceIdentity device, String label, int tracks) {
    EventRoom room = new EventRoom(new Work(ID, VERSION), decoded(bucket, device), bucket);
    return Announced.within(room, pictures(label, tracks), followed());
  }

  private static Followed followed() {
    return new Followed(
        "classified",
        "1-5f2b9c01-0123abcd",
        Optional.of(new Classifier("n".repeat(64), "v".repeat(64))));
  }

  private static ThumbnailOutcome.Pictures pictures(String label, int tracks) {
    List<Thumbnail> thumbnails = new ArrayList<>();
    for (String size : List.of("64", "160", "320")) {
      thumbnails.add(thumbnail("thumbnail-" + size, ThumbnailFormat.PNG));
      thumbnails.add(thumbnail("thumbnail-" + size, ThumbnailFormat.WEBP));
    }
    thumbnails.add(thumbnail("close-up-320", ThumbnailFormat.WEBP));
    List<Subject> subjects = new ArrayList<>();
    for (int index = 0; index < tracks; index++) {
      String name = "track-" + id(index) + "-";
      for (String size : List.of("64", "160")) {
        thumbnails.add(thumbnail(name + size, ThumbnailFormat.PNG));
        thumbnails.add(thumbnail(name + size, ThumbnailFormat.WEBP));
      }
      thumbnails.add(thumbnail(name + "320", ThumbnailFormat.WEBP));
      subjects.add(subject(id(index), label));
    }
    return new ThumbnailOutcome.Pictures(subjects.getFirst(), subjects, thumbnails);
  }

  private static Thumbnail thumbnail(String name, ThumbnailFormat format) {
    IndexedPicture picture = new IndexedPicture(new Size(64, 48), Palette.INFERNO);
    return new Thumbnail(format.fileName(name), picture, format);
  }

  private static Subject subject(int track, String label) {
    Optional<Verdict> verdict =
        label.isEmpty()
            ? Optional.empty()
            : Optional.of(new Verdict(label, 0.123456789012345, true));
    return new Subject(
        123_456,
        new Region(1000, 1000, 1000, 1000),
        OptionalInt.of(track),
        0.123456789012345,
        Subject.Reason.CLASSIFIED,
        verdict);
  }

  private static StageCompleted decoded(String bucket, DeviceIdentity device) {
    String raw = ObjectKeys.raw(device, Instant.parse("2026-01-15T10:12:13Z"), ID, "cptv");
    return new StageCompleted(
        ID,
        device,
        object(bucket, raw, "application/x-cptv"),
        "thermal",
        "6-00000000",
        StageStatus.COMPLETED,
        Optional.empty(),
        object(bucket, ObjectKeys.manifest(ID, "thermal", "6-00000000"), "application/json"),
        List.of(),
        Optional.empty(),
        JsonNodeFactory.instance.objectNode());
  }

  /** The event's data, put together as the pipeline does when all is stored. */
  private static int bytes(String bucket, DeviceIdentity device, Announced announced) {
    StageCompleted decoded = decoded(bucket, device);
    List<Artefact> artefacts =
        announced.pictures().thumbnails().stream()
            .map(thumbnail -> artefact(bucket, thumbnail))
            .toList();
    return Json.bytes(
            new StageCompleted(
                ID,
                device,
                decoded.source(),
                VERSION.stage(),
                VERSION.version(),
                StageStatus.PARTIAL,
                Optional.of("truncated-at-boundary"),
                object(
                    bucket,
                    ObjectKeys.manifest(ID, VERSION.stage(), VERSION.version()),
                    "application/json"),
                artefacts,
                Optional.empty(),
                Json.tree(announced.summary())))
        .length;
  }

  private static Artefact artefact(String bucket, Thumbnail thumbnail) {
    String key =
        ObjectKeys.artefact(
            ID, VERSION.stage(), VERSION.version(), thumbnail.name(), "0123456789abcdef".repeat(4));
    return new Artefact(thumbnail.name(), object(bucket, key, thumbnail.format().mediaType()));
  }

  private static ObjectRef object(String bucket, String key, String mediaType) {
    return new ObjectRef(bucket, key, 65_432, "0123456789abcdef".repeat(4), mediaType);
  }
}

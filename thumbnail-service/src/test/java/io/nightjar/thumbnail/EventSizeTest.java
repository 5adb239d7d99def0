package io.nightjar.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import io.nightjar.imaging.thumbnail.ThumbnailFormat;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.TracksClassified.Classifier;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.thumbnail.picture.Thumbnail;
import io.nightjar.thumbnail.picture.ThumbnailOutcome;
import io.nightjar.thumbnail.seen.Verdict;
import io.nightjar.thumbnail.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The default of {@code nightjar.thumbnail.classified-tracks} fits into an event. */
class EventSizeTest {
  private static final int TRACKS = 5;

  /** Identity, upload and manifest, with group and device of 128 characters of three bytes. */
  private static final int REST = 2_500;

  @Test
  void picturesOfFiveTracksHaveRoomInAnEvent() throws Exception {
    List<String> names =
        new ArrayList<>(names("thumbnail", List.of("64.png", "160.png", "320.png")));
    names.addAll(names("thumbnail", List.of("64.webp", "160.webp", "320.webp")));
    names.add("close-up-320.webp");
    List<Subject> subjects = new ArrayList<>();
    for (int track = 1_000_001; track <= 1_000_000 + TRACKS; track++) {
      names.addAll(names("track-" + track, List.of("64.png", "160.png")));
      names.addAll(names("track-" + track, List.of("64.webp", "160.webp", "320.webp")));
      subjects.add(subject(track));
    }
    List<Artefact> artefacts = names.stream().map(EventSizeTest::artefact).toList();
    ThumbnailSummary summary =
        ThumbnailSummary.of(
            new ThumbnailOutcome.Pictures(subjects.getFirst(), subjects, smallest(names)),
            new Followed(
                "classified", "1-5f2b9c01", Optional.of(new Classifier("n".repeat(64), "1.0"))));

    int bytes = Json.bytes(artefacts).length + Json.bytes(summary).length;

    assertThat(bytes + REST).isLessThanOrEqualTo(EventCodec.LARGEST_DATA);
  }

  private static List<String> names(String of, List<String> endings) {
    return endings.stream().map(ending -> of + "-" + ending).toList();
  }

  private static Subject subject(int track) {
    return new Subject(
        123_456,
        new Region(1000, 1000, 1000, 1000),
        OptionalInt.of(track),
        0.123456789012345,
        Subject.Reason.CLASSIFIED,
        Optional.of(new Verdict("brushtail possum", 0.123456789012345, true)));
  }

  /** Those of which the placeholders are made. */
  private static List<Thumbnail> smallest(List<String> names) {
    IndexedPicture picture = new IndexedPicture(new Size(64, 48), Palette.INFERNO);
    return names.stream()
        .flatMap(
            name ->
                name.endsWith("-64.png")
                    ? Stream.of(new Thumbnail(name, picture, ThumbnailFormat.PNG))
                    : Stream.empty())
        .toList();
  }

  private static Artefact artefact(String name) {
    String key =
        "derived/019a1b2c-3d4e-7f50-8123-456789abcdef/thumbnail/5-cd4d608e-0123abcd/0123456789abcdef-"
            + name;
    String mediaType = name.endsWith(".png") ? "image/png" : "image/webp";
    return new Artefact(
        name, new ObjectRef("nightjar", key, 65_432, "0123456789abcdef".repeat(4), mediaType));
  }
}

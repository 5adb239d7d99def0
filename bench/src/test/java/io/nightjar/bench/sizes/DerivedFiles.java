package io.nightjar.bench.sizes;

import io.nightjar.bench.thumbnails.ToldRecording;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Palette;
import io.nightjar.media.VideoEncoder;
import io.nightjar.pipeline.recording.DerivedShare;
import io.nightjar.thermal.preview.video.BoxSource;
import io.nightjar.thermal.preview.video.FrameRange;
import io.nightjar.thermal.preview.video.PreviewFacts;
import io.nightjar.thermal.preview.video.PreviewOutcome;
import io.nightjar.thermal.preview.video.PreviewParameters;
import io.nightjar.thermal.preview.video.PreviewRenderer;
import io.nightjar.thumbnail.picture.ThumbnailFiles;
import io.nightjar.thumbnail.picture.ThumbnailOutcome;
import io.nightjar.thumbnail.picture.ThumbnailRenderer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that the services make of one recording by default, made as they make it.
 *
 * @param recording its bytes
 * @param bytes of each artefact, by its name; 0 where another name has the same object
 * @param preview what the preview is
 */
record DerivedFiles(long recording, Map<String, Long> bytes, PreviewFacts preview) {
  private static final DerivedShare SHARE = DerivedShare.DEFAULT;
  private static final int TRACKS = 4;
  private static final PreviewParameters PREVIEW =
      new PreviewParameters(320, Palette.INFERNO, PreviewParameters.USUAL_QUANTISER, false, false);

  /** Makes them; empty if it is no recording, or has no frame to show. */
  static Optional<DerivedFiles> of(byte[] recording, VideoEncoder encoder, Path scratch)
      throws Exception {
    Optional<ToldRecording> told = ToldRecording.of(recording, scratch);
    if (told.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Long> bytes = new TreeMap<>();
    told.get().artefacts().forEach((name, content) -> bytes.put(name, (long) content.length));
    long documents = sum(bytes);
    Set<byte[]> stored = Collections.newSetFromMap(new IdentityHashMap<>());
    for (ThumbnailFiles.File file : thumbnails(told.get(), recording.length)) {
      bytes.put(file.name(), stored.add(file.bytes()) ? file.bytes().length : 0L);
    }
    Path mp4 = scratch.resolve("preview.mp4");
    PreviewFacts preview =
        preview(recording, SHARE.previewBytes(recording.length, documents), encoder, mp4);
    bytes.put("preview.mp4", Files.size(mp4));
    return Optional.of(new DerivedFiles(recording.length, bytes, preview));
  }

  private static Iterable<ThumbnailFiles.File> thumbnails(ToldRecording told, int recording)
      throws Exception {
    ThumbnailOutcome outcome =
        new ThumbnailRenderer(CptvLimits.DEFAULT, TRACKS, Palette.INFERNO)
            .render(told.known(), _ -> {});
    ThumbnailOutcome.Pictures pictures =
        switch (outcome) {
          case ThumbnailOutcome.Rendered rendered -> rendered.pictures();
          case ThumbnailOutcome.Partial partial -> partial.pictures();
          case ThumbnailOutcome.Rejected rejected ->
              throw new IllegalStateException(rejected.description());
        };
    return ThumbnailFiles.of(pictures.thumbnails(), SHARE.thumbnailBytes(recording));
  }

  private static PreviewFacts preview(byte[] recording, long most, VideoEncoder encoder, Path mp4)
      throws IOException {
    PreviewRenderer.Order order =
        new PreviewRenderer.Order(
            () -> new ByteArrayInputStream(recording),
            FrameRange.ALL,
            PREVIEW,
            Optional.empty(),
            BoxSource.NONE,
            PreviewRenderer.Bounds.ofBytes(most));
    return switch (new PreviewRenderer(encoder, CptvLimits.DEFAULT)
        .render(order, mp4, new PreviewRenderer.Meter(_ -> {}, _ -> {}))) {
      case PreviewOutcome.Rendered(PreviewFacts facts) -> facts;
      case PreviewOutcome.Partial(PreviewFacts facts, _, _) -> facts;
      case PreviewOutcome.Rejected rejected ->
          throw new IllegalStateException(rejected.description());
    };
  }

  /** All of them together. */
  long derived() {
    return sum(bytes);
  }

  /** Those whose names begin so. */
  long bytesOf(String beginning) {
    return sum(
        bytes.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(beginning))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static long sum(Map<String, Long> bytes) {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }
}

package io.nightjar.bench.thumbnails;

import io.nightjar.bench.Pace;
import io.nightjar.bench.RecordingFiles;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Size;
import io.nightjar.thumbnail.picture.SubjectPictures;
import io.nightjar.thumbnail.picture.Thumbnail;
import io.nightjar.thumbnail.picture.ThumbnailOutcome;
import io.nightjar.thumbnail.picture.ThumbnailRenderer;
import io.nightjar.thumbnail.subject.Subject;
import io.nightjar.thumbnail.subject.SubjectChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code bench thumbnails [-o SHEET.png] [FILE…]}: a line for each recording with what its
 * thumbnails show and what they cost out of memory, the thumbnails of which it is told; then the
 * pace on one core and on two.
 */
public final class ThumbnailsBench {

  /** How it is called. */
  public static final String USAGE = "bench thumbnails [-o SHEET.png] [FILE…]";

  private static final int TRACKS = 4;
  private static final int ROUNDS = 15;

  private final ThumbnailRenderer renderer =
      new ThumbnailRenderer(CptvLimits.DEFAULT, TRACKS, Palette.INFERNO);
  private final List<ToldRecording> recordings = new ArrayList<>();
  private final Sheet sheet = new Sheet();

  private ThumbnailsBench() {}

  /** Measures, prints, and draws if asked to. */
  public static void run(List<String> arguments) throws Exception {
    List<String> files = new ArrayList<>(arguments);
    Optional<Path> sheet = Optional.empty();
    int option = files.indexOf("-o");
    if (option >= 0 && option + 1 < files.size()) {
      sheet = Optional.of(Path.of(files.remove(option + 1)));
      files.remove(option);
    }
    ThumbnailsBench bench = new ThumbnailsBench();
    bench.lines(RecordingFiles.of(files));
    bench.printPace();
    if (sheet.isPresent()) {
      bench.sheet.write(sheet.get());
    }
  }

  private void lines(List<String> files) throws Exception {
    System.out.print(
        """
        | recording | shows | frame | score | ms | bytes read | of bytes |
        |---|---|---:|---:|---:|---:|---:|
        """);
    Path scratch = Files.createTempDirectory("nightjar-bench");
    for (String file : files) {
      Path path = Path.of(file);
      Optional<ToldRecording> told = ToldRecording.of(Files.readAllBytes(path), scratch);
      if (told.isPresent()) {
        recordings.add(told.get());
        line(String.valueOf(path.getFileName()).replace(".cptv", ""), told.get());
      }
    }
    try (Stream<Path> left = Files.list(scratch)) { // its checkpoints
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(scratch);
  }

  private void line(String name, ToldRecording recording) throws Exception {
    long[] nanos = new long[ROUNDS];
    Subject shown = subject(recording);
    recording.takeRead();
    for (int i = 0; i < ROUNDS; i++) {
      long begun = System.nanoTime();
      subject(recording);
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "| `%s` | %s | %d | %.2f | %.1f | %d | %d |%n",
        name,
        shown.reason().code(),
        shown.frame(),
        shown.score(),
        nanos[ROUNDS / 2] / 1e6,
        recording.takeRead() / ROUNDS,
        recording.length());
    draw(name, recording, shown);
  }

  private void draw(String name, ToldRecording recording, Subject shown) throws Exception {
    SubjectPictures pictures = pictures(recording, shown);
    List<IndexedPicture> row = new ArrayList<>(List.of(pictures.scene(), pictures.medium()));
    String title =
        String.format(Locale.ROOT, "%s %s frame %d", name, shown.reason().code(), shown.frame());
    Optional<Subject> second = SubjectChoice.runnerUp(recording.seen(), shown);
    if (second.isPresent()) {
      row.add(pictures(recording, second.get()).scene());
      title += ", runner-up " + second.get().frame();
    }
    sheet.add(title, row);
  }

  private static SubjectPictures pictures(ToldRecording recording, Subject subject)
      throws Exception {
    Frame frame = recording.frame(subject.frame());
    Size size = new Size(frame.width(), frame.height());
    return SubjectPictures.of(new GreyPicture(size, frame.pixels()), subject, Palette.INFERNO);
  }

  /** All that the stage does but for the store: chooses, reads, draws, writes PNG. */
  private Subject subject(ToldRecording recording) throws Exception {
    ThumbnailOutcome.Pictures pictures =
        switch (renderer.render(recording.known(), _ -> {})) {
          case ThumbnailOutcome.Rendered(ThumbnailOutcome.Pictures whole) -> whole;
          case ThumbnailOutcome.Partial partial -> partial.pictures();
          case ThumbnailOutcome.Rejected rejected ->
              throw new IllegalStateException(rejected.description());
        };
    pictures.thumbnails().forEach(Thumbnail::encode);
    return pictures.subject();
  }

  private void printPace() throws Exception {
    System.out.print("\n| cores | recordings/s |\n|---:|---:|\n");
    for (int cores = 1; cores <= 2 && !recordings.isEmpty(); cores++) {
      System.out.printf(Locale.ROOT, "| %d | %.1f |%n", cores, Pace.of(cores, this::onTurn));
    }
  }

  private void onTurn(int unused, int turn) throws Exception {
    subject(recordings.get(turn % recordings.size()));
  }
}

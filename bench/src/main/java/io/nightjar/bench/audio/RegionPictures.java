package io.nightjar.bench.audio;

import io.nightjar.audio.spectrogram.RegionDrawing;
import io.nightjar.imaging.PngWriter;
import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.SoundDecoder;
import io.nightjar.media.SoundLimits;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * {@code ./nightjar bench audio --regions FOLDER [FILE…]}: draws what stands out of recordings over
 * their pictures, and says how lively each 20 s are.
 */
public final class RegionPictures {
  /** How it is called. */
  public static final String USAGE = "bench audio --regions FOLDER [FILE…]";

  private RegionPictures() {}

  /**
   * Draws.
   *
   * @param arguments behind {@code audio}
   */
  public static void run(List<String> arguments) throws IOException {
    if (arguments.size() < 2 || !arguments.getFirst().equals("--regions")) {
      System.err.println("usage: ./nightjar " + USAGE);
      System.exit(2);
    }
    Path folder = Files.createDirectories(Path.of(arguments.get(1)));
    SoundDecoder decoder = new SoundDecoder(FfmpegInstallation.bundled(), SoundLimits.DEFAULT);
    for (Path recording : recordings(arguments.subList(2, arguments.size()))) {
      RegionDrawing drawing = RegionDrawing.of(decoder, recording);
      Path picture = folder.resolve(recording.getFileName() + ".png");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(picture))) {
        PngWriter.write(drawing.picture(), out);
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %d regions, activity %s %%, coverage %s %%%n",
          picture,
          drawing.activity().regionsFound(),
          drawing.activity().activityPercent(),
          drawing.activity().coveragePercent());
    }
  }

  private static List<Path> recordings(List<String> files) {
    Path fixtures = Path.of(System.getProperty("nightjar.root", "")).resolve("fixtures/recordings");
    return files.isEmpty()
        ? List.of(fixtures.resolve("bird-calls.wav"), fixtures.resolve("bird-calls.m4a"))
        : files.stream().map(Path::of).toList();
  }
}

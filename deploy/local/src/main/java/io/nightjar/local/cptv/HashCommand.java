package io.nightjar.local.cptv;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.tool.RecordingDigest;
import io.nightjar.local.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "hash",
    header = "Count the frames of recordings and hash their pixels.",
    description = {
      "The hash is SHA-256 over every frame, row by row, each pixel 16 bits"
          + " little-endian. How a recording ended is named as by verify.",
      "Exit code 3 if a file is no recording."
    })
final class HashCommand extends FileCommand {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The recordings.")
  private List<Path> files = new ArrayList<>();

  /** One line of output; programs rely on it. */
  private record Line(
      String file, int frames, int backgroundFrames, String end, String pixelsSha256) {}

  /** SHA-256 of nothing. */
  private static final String NO_PIXELS =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Override
  public Integer call() throws IOException {
    int code = ExitCode.OK;
    for (Path file : files) {
      Line line;
      try (CptvReader reader = open(file)) {
        RecordingDigest digest = RecordingDigest.of(reader);
        line =
            new Line(
                file.toString(),
                digest.frames(),
                digest.backgroundFrames(),
                digest.ending().code(),
                digest.pixelsSha256());
      } catch (CptvException refused) {
        line = new Line(file.toString(), 0, 0, refused.code(), NO_PIXELS);
        code = ExitCode.REJECTED;
      }
      print(line);
    }
    return code;
  }

  private void print(Line line) {
    if (common.json) {
      screen.json(line);
    } else {
      screen.line(
          String.format(
              Locale.ROOT,
              "%s  %5d frames (%d background)  %-9s  %s",
              line.pixelsSha256(),
              line.frames(),
              line.backgroundFrames(),
              line.end(),
              line.file()));
    }
  }
}

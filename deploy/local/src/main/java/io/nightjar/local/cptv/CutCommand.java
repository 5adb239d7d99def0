package io.nightjar.local.cptv;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.cptv.tool.FrameSelection;
import io.nightjar.cptv.tool.RecordingCopy;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.MustBeRead;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cut",
    header = "Cut a part out of a recording without loss.",
    description = "Give either --frames or --seconds; both count from 0. Background frames stay.")
final class CutCommand extends FileCommand implements MustBeRead {

  @Parameters(index = "0", paramLabel = "FILE", description = "The recording.")
  private Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The file to write.")
  private Path target = Path.of("");

  @Option(
      names = "--frames",
      paramLabel = "A..B",
      description = "From frame A until before frame B. Default: as --seconds says.")
  private @Nullable String frames;

  @Option(
      names = "--seconds",
      paramLabel = "A..B",
      description = "From second A until before second B. Default: as --frames says.")
  private @Nullable String seconds;

  private record Result(String file, int frames) {}

  @Override
  public Integer call() throws IOException {
    FrameSelection selection = selection();
    WriterOptions options = like(file);
    int[] written = new int[1];
    try (CptvReader reader = recording(file)) {
      NewFile.write(
          target, file, out -> written[0] = RecordingCopy.copy(reader, out, selection, options));
    }
    if (common.json) {
      screen.json(new Result(target.toString(), written[0]));
    } else {
      screen.note(written[0] + " frames in " + target);
    }
    return ExitCode.OK;
  }

  static WriterOptions like(Path file) throws IOException {
    try (CptvReader reader = recording(file)) {
      Frame frame = reader.newFrame();
      boolean any = reader.read(frame);
      while (any && frame.background()) {
        any = reader.read(frame);
      }
      return RecordingCopy.like(any ? frame.fieldOrder() : "");
    }
  }

  private FrameSelection selection() {
    if ((frames == null) == (seconds == null)) {
      throw Failure.usage("give either --frames or --seconds");
    }
    try {
      if (frames != null) {
        String[] ends = ends(frames);
        return new FrameSelection.Numbers(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
      }
      String[] ends = ends(String.valueOf(seconds));
      return new FrameSelection.Times(duration(ends[0]), duration(ends[1]));
    } catch (IllegalArgumentException e) {
      throw Failure.usage("a range is A..B with 0 ≤ A ≤ B: " + e.getMessage());
    }
  }

  private static Duration duration(String seconds) {
    return Duration.ofNanos(Math.round(1e9 * Double.parseDouble(seconds)));
  }

  private static String[] ends(String range) {
    int dots = range.indexOf("..");
    if (dots < 0) {
      throw new IllegalArgumentException(range);
    }
    return new String[] {range.substring(0, dots), range.substring(dots + 2)};
  }
}

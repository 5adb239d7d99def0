package io.nightjar.local.cptv;

import io.nightjar.cptv.FieldOrder;
import io.nightjar.cptv.WidthPolicy;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.cptv.tool.FrameSelection;
import io.nightjar.cptv.tool.RecordingCopy;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.MustBeRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "transcode",
    header = "Write a recording anew without loss, in another form.",
    description =
        "What can be read of it is written with other widths of values, order of fields,"
            + " gzip members or effort.")
final class TranscodeCommand extends FileCommand implements MustBeRead {

  @Parameters(index = "0", paramLabel = "FILE", description = "The recording.")
  private Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The file to write.")
  private Path target = Path.of("");

  @Option(
      names = "--widths",
      paramLabel = "WIDTHS",
      description = {
        "Bits a value of a frame. Default: as the recorder writes that it came from.",
        "tight: as few as the largest needs, 1 to 18.",
        "bytes: 8 or 16, as the low-power camera writes.",
        "bytes_12: 8, 12 or 16, as the Python library writes."
      })
  private @Nullable WidthPolicy widths;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description = {
        "The order of fields. Default: as_read.",
        "go: that of the recorder on cameras with a Raspberry Pi.",
        "tc2: that of the low-power camera.",
        "python: that of the Python library.",
        "as_read: as the header and each frame bring them."
      })
  private @Nullable FieldOrder order;

  @Option(
      names = "--members",
      paramLabel = "MEMBERS",
      description = {
        "The gzip members of the file. Default: one.",
        "one: a single one, which every reader opens.",
        "two: one for the header, one for the frames.",
        "two_counted: the same, and the header counts the frames."
      })
  private WriterOptions.@Nullable Members members;

  @Option(
      names = "--level",
      paramLabel = "N",
      description =
          "Effort, from 1 (fast) to 9 (small). Default: that of the recorder that it came from.")
  private @Nullable Integer level;

  @Option(
      names = "--restart-every",
      paramLabel = "FRAMES",
      description =
          "Let a seeking reader start cheaply at every so many frames. Default: at the first"
              + " frame only.")
  private int restartEvery = Integer.MAX_VALUE;

  private record Result(String file, int frames, long bytes, long bytesBefore) {}

  @Override
  public Integer call() throws IOException {
    if (restartEvery < 1) {
      throw Failure.usage("--restart-every is at least 1");
    }
    WriterOptions as = CutCommand.like(file);
    WriterOptions options =
        new WriterOptions(
            Optional.ofNullable(widths).orElse(as.widths()),
            Optional.ofNullable(order).orElse(as.order()),
            Optional.ofNullable(members).orElse(as.members()),
            Optional.ofNullable(level).orElse(as.level()));
    int[] written = new int[1];
    try (CptvReader reader = recording(file)) {
      NewFile.write(
          target,
          file,
          out ->
              written[0] =
                  RecordingCopy.copy(reader, out, new FrameSelection.All(), options, restartEvery));
    }
    Result result = new Result(target.toString(), written[0], Files.size(target), Files.size(file));
    if (common.json) {
      screen.json(result);
    } else {
      screen.note(
          String.format(
              Locale.ROOT,
              "%d frames in %s, %d bytes (before %d)",
              result.frames(),
              target,
              result.bytes(),
              result.bytesBefore()));
    }
    return ExitCode.OK;
  }
}

package io.nightjar.local.cptv;

import io.nightjar.cptv.FieldOrder;
import io.nightjar.cptv.WidthPolicy;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.cptv.tool.FrameSelection;
import io.nightjar.cptv.tool.RecordingCopy;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
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
    description = {
      "Write a recording anew without loss: what can be read of it, with other widths, order of",
      "fields, gzip members or effort. What is not given stays as in the recording."
    })
final class TranscodeCommand extends FileCommand {

  @Parameters(index = "0", paramLabel = "FILE", description = "The recording")
  private Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The file to write")
  private Path target = Path.of("");

  @Option(names = "--widths", description = "Bits a value: ${COMPLETION-CANDIDATES}")
  private @Nullable WidthPolicy widths;

  @Option(names = "--order", description = "Order of the fields: ${COMPLETION-CANDIDATES}")
  private @Nullable FieldOrder order;

  @Option(names = "--members", description = "gzip members: ${COMPLETION-CANDIDATES}")
  private WriterOptions.@Nullable Members members;

  @Option(names = "--level", description = "Effort, 1 (fast) to 9 (small)")
  private @Nullable Integer level;

  @Option(
      names = "--restart-every",
      paramLabel = "FRAMES",
      description = "Let a seeking reader start cheaply at every so many frames")
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
    if (json) {
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

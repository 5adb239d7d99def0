package io.nightjar.local.cptv;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.index.FileRange;
import io.nightjar.cptv.index.IndexBuilder;
import io.nightjar.cptv.index.IndexFormat;
import io.nightjar.cptv.index.RecordingIndex;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.MustBeRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "index",
    header = "Write an index of a recording, for players that seek.",
    description = "From it any frame is found without reading what lies far before it.")
final class IndexCommand extends FileCommand implements MustBeRead {

  @Parameters(index = "0", paramLabel = "FILE", description = "The recording.")
  private Path file = Path.of("");

  @Option(
      names = "--every",
      paramLabel = "FRAMES",
      description = "Frames from one checkpoint to the next. Default: ${DEFAULT-VALUE} frames.")
  private int every = IndexBuilder.DEFAULT_INTERVAL;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the index. Default: beside the recording, as FILE.idx.")
  private @Nullable Path output;

  private record Result(
      String file, int frames, int checkpoints, long bytes, long recordingBytes) {}

  @Override
  public Integer call() throws IOException {
    if (every < 1) {
      throw Failure.usage("--every is at least 1");
    }
    Path target = output == null ? Path.of(file + ".idx") : output;
    RecordingIndex index = index();
    NewFile.write(target, file, out -> IndexFormat.write(index, out));
    Result result =
        new Result(
            target.toString(), index.frames(), index.size(), Files.size(target), Files.size(file));
    if (common.json) {
      screen.json(result);
    } else {
      screen.note(
          String.format(
              Locale.ROOT,
              "%s: %d checkpoints for %d frames, %.1f %% of the recording's size",
              target,
              result.checkpoints(),
              result.frames(),
              100.0 * result.bytes() / result.recordingBytes()));
    }
    return ExitCode.OK;
  }

  private RecordingIndex index() throws IOException {
    try {
      return IndexBuilder.build(new FileRange(file), every, CptvLimits.DEFAULT);
    } catch (NoSuchFileException e) {
      throw Failure.because("there is no file " + file, e);
    } catch (CptvException e) {
      throw Failure.because(file + " is no recording: " + e.getMessage(), e);
    }
  }
}

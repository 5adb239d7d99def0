package io.nightjar.local.cptv;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.Finding;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.tool.RecordingDigest;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.MustBeRead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    header = "Read recordings to their end and say what is wrong with them.",
    description = {
      "Says how each ended, in the words of metadata.json: clean, trailing-garbage,"
          + " truncated-in-frame, truncated-at-boundary, checksum-wrong, corrupt-section,"
          + " corrupt-compression, another-recording or limit-exceeded.",
      "Exit code 0 if every frame of all is there, as with the first two, 3 if one is"
          + " damaged or no recording."
    })
final class VerifyCommand extends FileCommand implements MustBeRead {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The recordings.")
  private List<Path> files = new ArrayList<>();

  private record Found(String code, int count, int frame, String detail) {
    static Found of(Finding finding) {
      return new Found(finding.kind().code(), finding.count(), finding.frame(), finding.detail());
    }
  }

  private record Line(
      String file,
      boolean complete,
      String end,
      String description,
      int frames,
      List<Found> findings) {}

  @Override
  public Integer call() throws IOException {
    int code = ExitCode.OK;
    for (Path file : files) {
      Line line = verify(file);
      print(line);
      if (!line.complete()) {
        code = ExitCode.REJECTED;
      }
    }
    return code;
  }

  private static Line verify(Path file) throws IOException {
    try (CptvReader reader = open(file)) {
      RecordingDigest digest = RecordingDigest.of(reader);
      return new Line(
          file.toString(),
          digest.ending().complete(),
          digest.ending().code(),
          digest.ending().description(),
          digest.frames(),
          digest.findings().stream().map(Found::of).toList());
    } catch (CptvException refused) {
      return new Line(file.toString(), false, refused.code(), refused.rule(), 0, List.of());
    }
  }

  private void print(Line line) {
    if (common.json) {
      screen.json(line);
      return;
    }
    screen.line(
        String.format(
            Locale.ROOT,
            "%s: %s, %d frames (%s)",
            line.file(),
            line.end(),
            line.frames(),
            line.description()));
    for (Found found : line.findings()) {
      String place = found.frame() < 0 ? "" : ", first in frame " + found.frame();
      screen.line(
          String.format(
              Locale.ROOT, "  %s: %s (%d×%s)", found.code(), found.detail(), found.count(), place));
    }
  }
}

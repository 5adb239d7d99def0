package io.nightjar.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.local.stack.Ports;
import io.nightjar.local.system.Script.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what README.md tells a newcomer to do, with a home and ports of its own. */
@Tag("process")
class ReadmeTest {
  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- not run: (.*?) -->\\n)?```sh\\n(.*?)```", Pattern.DOTALL);
  private static final int LINES = 200;

  @TempDir Path folder;

  /** A block of shell commands, and why it is not run; empty if it is. */
  private record Block(String reason, String commands) {
    static Block of(MatchResult found) {
      return new Block(found.group(1) == null ? "" : found.group(1), found.group(2));
    }
  }

  @Test
  void everyBlockOfShellDoesWhatItSaysOneAfterTheOther() throws Exception {
    List<Block> blocks = blocks();
    Script nightjar = new Script(folder.resolve("home"), Ports.free());
    for (String part : List.of("nightjar", "fixtures", "docs")) {
      Files.createSymbolicLink(folder.resolve(part), Script.ROOT.resolve(part));
    }
    StringBuilder commands = new StringBuilder("set -eu\n");
    blocks.stream()
        .filter(block -> block.reason().isEmpty())
        .forEach(block -> commands.append(block.commands()));

    try {
      Result result = nightjar.shell(folder, commands.toString());

      assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
      assertThat(result.out())
          .contains("all right, in", "thumbnail-320.png", "\"status\":\"completed\"")
          .endsWith("down\n");
      assertThat(Files.readAllBytes(folder.resolve("spectrogram.webp")))
          .startsWith("RIFF".getBytes(StandardCharsets.ISO_8859_1));
    } finally {
      nightjar.run("down");
      nightjar.unlink();
    }
  }

  @Test
  void fewBlocksAreNotRunAndEachSaysWhy() throws Exception {
    List<Block> blocks = blocks();

    assertThat(blocks).hasSizeGreaterThanOrEqualTo(5);
    assertThat(blocks).filteredOn(block -> !block.reason().isEmpty()).hasSizeLessThanOrEqualTo(1);
    assertThat(readme()).doesNotContain("<!-- not run -->", "<!-- not run:  -->");
    assertThat(readme().lines()).hasSizeLessThan(LINES);
  }

  @Test
  void whatIsShownDependsOnNoHomeAndNoPorts() throws Exception {
    assertThat(readme()).doesNotContain("127.0.0.1", "local.json");
    try (var examples = Files.newDirectoryStream(Script.ROOT.resolve("docs/examples"), "*.py")) {
      for (Path example : examples) {
        assertThat(example).content().doesNotContain("127.0.0.1", "local.json");
      }
    }
  }

  private static List<Block> blocks() throws IOException {
    return BLOCK.matcher(readme()).results().map(Block::of).toList();
  }

  private static String readme() throws IOException {
    return Files.readString(Script.ROOT.resolve("README.md"));
  }
}

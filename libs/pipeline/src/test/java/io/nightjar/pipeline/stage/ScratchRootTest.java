package io.nightjar.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchRootTest {
  /** Larger than any process id that Linux or macOS gives. */
  private static final long NOBODY = 999_999_999L;

  @Test
  void removesWhatTheDeadLeft(@TempDir Path all) throws IOException {
    ProcessHandle own = ProcessHandle.current();
    Path dead = left(all, NOBODY + "-1750000000000");
    Path sameIdInAnEarlierContainer = left(all, own.pid() + "-1750000000000");

    Path folder = ScratchRoot.in(all).newFolder();

    assertThat(dead).doesNotExist();
    assertThat(sameIdInAnEarlierContainer).doesNotExist();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesAloneWhatTheLivingAndStrangersHave(@TempDir Path all) throws IOException {
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    long start = parent.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    Path living = left(all, parent.pid() + "-" + start);
    Path stranger = left(all, "stranger");
    Path own = Files.writeString(ScratchRoot.in(all).newFolder().resolve("recording"), "bytes");

    ScratchRoot.in(all);

    assertThat(living).exists();
    assertThat(stranger).exists();
    assertThat(own).exists();
  }

  private static Path left(Path all, String name) throws IOException {
    Path folder = Files.createDirectories(all.resolve(name).resolve("work-1"));
    return Files.writeString(folder.resolve("recording"), "bytes");
  }
}

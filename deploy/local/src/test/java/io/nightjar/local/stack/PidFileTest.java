package io.nightjar.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  @TempDir Path folder;

  @Test
  void aProcessThatRunsIsFoundAgain() throws Exception {
    ProcessHandle self = ProcessHandle.current();
    Path file = folder.resolve("run/self.json");
    PidFile.of("self", self, "java").write(file);

    PidFile read = PidFile.read(file).orElseThrow();

    assertThat(read.liveness())
        .isInstanceOfSatisfying(
            Liveness.Running.class, running -> assertThat(running.process()).isEqualTo(self));
  }

  @Test
  @Tag("process")
  void aProcessThatHasEndedIsNamed() throws Exception {
    Process child = new ProcessBuilder("cat").start();
    PidFile file = PidFile.of("child", child.toHandle(), "cat");
    child.destroy();
    child.waitFor();

    assertThat(file.liveness()).isEqualTo(new Liveness.Ended(child.pid()));
  }

  @Test
  void aStrangerWithTheSameProcessIdIsNotTakenForOurs() {
    PidFile mine = PidFile.of("self", ProcessHandle.current(), "java");
    var earlier = new PidFile("other", mine.pid(), mine.started().minus(Duration.ofHours(1)), "x");

    assertThat(earlier.liveness())
        .isInstanceOfSatisfying(
            Liveness.Reused.class,
            reused -> {
              assertThat(reused.pid()).isEqualTo(mine.pid());
              assertThat(reused.command()).endsWith("java");
            });
  }
}

package io.nightjar.cptv.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Goes on from the seeds with Jazzer, as long as {@code fuzz.duration} says, divided among the
 * targets. No part of a build: only the profile {@code fuzz} runs it. What it finds stays in {@code
 * target/fuzz}, to be fixed and kept as a seed.
 */
class FuzzRun {

  private static final Path WORK = FuzzReplayTest.SEEDS.resolve("../../../../target/fuzz");

  @ParameterizedTest
  @EnumSource(Target.class)
  void nothingBreaksTheCodec(Target target) throws Exception {
    String wanted = System.getProperty("fuzz.duration", "");
    assumeTrue(!wanted.isEmpty(), "no fuzz.duration");
    long seconds = Math.max(5, duration(wanted).toSeconds() / Target.values().length);
    Path corpus = Files.createDirectories(WORK.resolve(target.folder()).normalize());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+EnableDynamicAgentLoading");
    command.add("-Xmx512m");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.className());
    command.add("--instrumentation_includes=io.nightjar.cptv.**");
    command.add("--reproducer_path=" + corpus);
    command.add("-max_total_time=" + seconds);
    command.add("-max_len=4096");
    command.add("-print_final_stats=1");
    command.add("-artifact_prefix=" + corpus + "/finding-");
    command.add(corpus.toString());
    command.add(FuzzReplayTest.SEEDS.resolve(target.folder()).normalize().toString());

    int code = new ProcessBuilder(command).inheritIO().start().waitFor();

    assertThat(code).as("target %s; see the log above and %s", target, corpus).isZero();
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}

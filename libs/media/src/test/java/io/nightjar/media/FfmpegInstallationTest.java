package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("process")
class FfmpegInstallationTest {

  @TempDir Path cache;

  @Test
  void unpacksAProgramThatRunsWithoutTheLibrariesOfADesktop() throws IOException {
    FfmpegInstallation ffmpeg = FfmpegInstallation.bundled(cache);

    ChildOutcome outcome =
        new ChildProcess(
                List.of(
                    ffmpeg.ffmpeg().toString(),
                    "-hide_banner",
                    "-v",
                    "error",
                    "-f",
                    "s16le",
                    "-t",
                    "1",
                    "-i",
                    "/dev/zero",
                    "-f",
                    "null",
                    "-"),
                ffmpeg.environment(),
                ProcessLimits.DEFAULT)
            .run(ChildProcess.OutputReader.DISCARD);

    assertThat(outcome).isEqualTo(new ChildOutcome.Ended(0, ""));
  }

  @Test
  void manyUnpackAtOnceAndAllUseOneFolder() throws Exception {
    int callers = 4;
    CountDownLatch start = new CountDownLatch(1);
    List<Future<FfmpegInstallation>> results = new ArrayList<>();
    try (var executor = Executors.newFixedThreadPool(callers)) {
      for (int i = 0; i < callers; i++) {
        results.add(
            executor.submit(
                () -> {
                  start.await();
                  return FfmpegInstallation.bundled(cache);
                }));
      }
      start.countDown();
      for (Future<FfmpegInstallation> result : results) {
        assertThat(result.get()).isEqualTo(results.getFirst().get());
      }
    }

    try (Stream<Path> entries = Files.list(cache)) {
      assertThat(entries).containsExactly(results.getFirst().get().folder());
    }
  }

  @Test
  void aFolderWithMissingFilesIsUnpackedAnew() throws IOException {
    FfmpegInstallation first = FfmpegInstallation.bundled(cache);
    Files.delete(first.ffprobe());

    FfmpegInstallation second = FfmpegInstallation.bundled(cache);

    assertThat(second).isEqualTo(first);
    assertThat(second.ffprobe()).isExecutable();
  }

  @Test
  void onlyItsOwnerCanEnterTheFolder() throws IOException {
    FfmpegInstallation ffmpeg = FfmpegInstallation.bundled(cache.resolve("new"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ffmpeg.folder())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache.resolve("new"))))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ffmpeg.ffmpeg())))
        .isEqualTo("r-x------");
  }

  @Test
  void aProgramThatIsNotOursIsReplaced() throws IOException {
    FfmpegInstallation first = FfmpegInstallation.bundled(cache);
    long length = Files.size(first.ffmpeg());
    Files.setPosixFilePermissions(first.ffmpeg(), PosixFilePermissions.fromString("rwx------"));
    Files.writeString(first.ffmpeg(), "#!/bin/sh\n");

    FfmpegInstallation second = FfmpegInstallation.bundled(cache);

    assertThat(second).isEqualTo(first);
    assertThat(second.ffmpeg()).hasSize(length);
  }

  @Test
  void aFolderThatOthersCanWriteToIsReplaced() throws IOException {
    FfmpegInstallation first = FfmpegInstallation.bundled(cache);
    Files.createFile(first.folder().resolve("libevil.so"));
    Files.setPosixFilePermissions(first.folder(), PosixFilePermissions.fromString("rwxrwxrwx"));

    FfmpegInstallation second = FfmpegInstallation.bundled(cache);

    assertThat(second.folder().resolve("libevil.so")).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(second.folder())))
        .isEqualTo("rwx------");
  }

  @Test
  void aLinkInItsPlaceIsReplacedAndNotFollowed() throws IOException {
    FfmpegInstallation genuine = FfmpegInstallation.bundled(cache.resolve("1"));
    Path link = cache.resolve("2").resolve(genuine.folder().getFileName());
    Files.createDirectory(cache.resolve("2"));
    Files.createSymbolicLink(link, genuine.folder());

    FfmpegInstallation second = FfmpegInstallation.bundled(cache.resolve("2"));

    assertThat(second.folder()).isEqualTo(link);
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(genuine.ffmpeg()).exists();
  }

  @Test
  void aCacheThatCannotBeWrittenIsAMachineFault() throws IOException {
    Path file = Files.createFile(cache.resolve("file"));

    assertThatThrownBy(() -> FfmpegInstallation.bundled(file)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, LINUX_X86_64",
    "Linux, aarch64, LINUX_ARM64",
    "Mac OS X, x86_64, MACOSX_X86_64",
    "Mac OS X, aarch64, MACOSX_ARM64",
  })
  void knowsThePlatformsThatJavaNames(String os, String arch, Platform platform)
      throws IOException {
    assertThat(Platform.of(os, arch)).isEqualTo(platform);
  }

  @Test
  void saysWhichPlatformHasNoBuild() {
    assertThatThrownBy(() -> Platform.of("Plan 9", "mips"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Plan 9");
  }
}

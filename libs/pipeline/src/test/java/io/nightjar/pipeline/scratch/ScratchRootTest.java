package io.nightjar.pipeline.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@Tag("process")
class ScratchRootTest {
  private static final String SERVICE = "thermal-service";
  private static final String FILE = "recording";

  @TempDir private Path all = Path.of("");

  @Test
  void isItsOwnersAlone() throws IOException {
    try (ScratchRoot root = ScratchRoot.in(all, SERVICE)) {
      Path folder = root.newFolder();

      assertThat(folder).isEmptyDirectory();
      assertThat(mode(folder)).isEqualTo("rwx------");
      assertThat(mode(rootOf(folder))).isEqualTo("rwx------");
      assertThat(mode(lock(rootOf(folder)))).isEqualTo("rw-------");
    }
  }

  @Test
  void leavesNothingBehindInTheEnd() throws IOException {
    ScratchRoot root = ScratchRoot.in(all, SERVICE);
    Files.writeString(root.newFolder().resolve(FILE), "bytes");

    root.close();

    assertThat(all).isEmptyDirectory();
  }

  @Test
  void removesWhatAKilledProcessLeft() throws Exception {
    try (OtherProcess other = OtherProcess.in(all)) {
      Path left = Files.writeString(other.folder().resolve(FILE), "bytes");
      other.kill();

      ScratchRoot.in(all, SERVICE).close();

      assertThat(left).doesNotExist();
      assertThat(all).isEmptyDirectory();
    }
  }

  /** What tells the living from the dead is the lock alone, as between two containers. */
  @Test
  void leavesAloneWhatTheLivingHave() throws Exception {
    try (OtherProcess other = OtherProcess.in(all)) {
      Path living = Files.writeString(other.folder().resolve(FILE), "bytes");

      ScratchRoot.in(all, SERVICE).close();

      assertThat(living).exists();
    }
  }

  @Test
  void leavesAloneWhatAnotherRootOfThisProcessHas() throws IOException {
    try (ScratchRoot first = ScratchRoot.in(all, SERVICE)) {
      Path own = Files.writeString(first.newFolder().resolve(FILE), "bytes");

      ScratchRoot.in(all, SERVICE).close();
      ScratchRoot.in(all, SERVICE).close();

      assertThat(own).exists();
      assertThat(rootOf(first.newFolder())).isEqualTo(rootOf(rootOf(own)));
    }
  }

  @Test
  void removesAFolderWhoseLockIsGoneAndALockWhoseFolderIs() throws IOException {
    Path folder = Files.createDirectory(all.resolve("nightjar-thermal-service-1"));
    Path lock = Files.createFile(all.resolve("nightjar-thermal-service-2.lock"));

    ScratchRoot.in(all, SERVICE).close();

    assertThat(folder).doesNotExist();
    assertThat(lock).doesNotExist();
  }

  @Test
  void leavesAloneWhatIsNotItsOwn() throws IOException {
    Path stranger = Files.createDirectories(all.resolve("stranger").resolve("work-1"));
    Path otherService = Files.createDirectories(all.resolve("nightjar-audio-service-1"));

    ScratchRoot.in(all, SERVICE).close();

    assertThat(stranger).exists();
    assertThat(otherService).exists();
  }

  /** A link with a name of ours would have the target's files removed. */
  @Test
  void followsNoLink(@TempDir Path elsewhere) throws IOException {
    Path target = Files.writeString(elsewhere.resolve(FILE), "bytes");
    Path link = all.resolve("nightjar-thermal-service-3");
    Files.createSymbolicLink(link, elsewhere);
    Path left = Files.createDirectory(all.resolve("nightjar-thermal-service-4"));
    Files.createSymbolicLink(left.resolve("link"), elsewhere);
    Path lockLink = all.resolve("nightjar-thermal-service-5.lock");
    Files.createSymbolicLink(lockLink, target);

    ScratchRoot.in(all, SERVICE).close();

    assertThat(target).hasContent("bytes");
    assertThat(left).doesNotExist();
    assertThat(link).isSymbolicLink();
    assertThat(lockLink).isSymbolicLink();
  }

  @Test
  void usesNoFolderThatWasOpenedToOthersOrPutInItsPlace() throws IOException {
    try (ScratchRoot root = ScratchRoot.in(all, SERVICE)) {
      Path first = rootOf(root.newFolder());
      Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rwxrwxrwx"));

      Path second = rootOf(root.newFolder());
      ScratchRoot.removeTree(second);
      Files.createSymbolicLink(second, all);
      Path third = rootOf(root.newFolder());

      assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
      assertThat(mode(third)).isEqualTo("rwx------");
    }
  }

  @Test
  void goesOnWhereSomethingHasCleanedTheFolderForTemporaryFiles() throws IOException {
    try (ScratchRoot root = ScratchRoot.in(all, SERVICE)) {
      Path first = rootOf(root.newFolder());
      ScratchRoot.removeTree(first);
      Files.delete(lock(first));

      assertThat(root.newFolder()).isEmptyDirectory();
    }
  }

  @Test
  void makesTheFolderThatWasChosen() throws IOException {
    Path chosen = all.resolve("made").resolve("for-it");

    ScratchRoot.in(chosen, SERVICE).close();

    assertThat(mode(chosen)).isEqualTo("rwx------");
  }

  private static Path rootOf(Path folder) {
    return Objects.requireNonNull(folder.getParent());
  }

  private static Path lock(Path root) {
    return root.resolveSibling(root.getFileName() + ".lock");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** A process with a root of its own, which it holds until it is killed. */
  private record OtherProcess(Process process, Path folder) implements AutoCloseable {
    static OtherProcess in(Path all) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Holder.class.getName(),
                  all.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      try (Stream<String> lines = out.lines()) {
        return new OtherProcess(process, Path.of(lines.findFirst().orElseThrow()));
      }
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** The other process. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = ScratchRoot.in(Path.of(arguments[0]), SERVICE).newFolder();
      System.out.println(folder);
      System.out.flush();
      Thread.sleep(60_000);
    }
  }
}

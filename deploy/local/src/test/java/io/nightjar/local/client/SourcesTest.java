package io.nightjar.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
  @TempDir Path folder;

  @Test
  void ofAFolderIsSentWhatIsCalledLikeARecordingHoweverDeepItLies() throws Exception {
    Path sound = write("card/DCIM/100/A.WAV");
    Path video = write("card/b.cptv");
    write("card/notes.txt");
    write("card/DCIM/old.zip");

    Sources found = Sources.of(List.of(folder.resolve("card").toString()));

    assertThat(found.files()).containsExactly(sound.toString(), video.toString());
    assertThat(found.archives()).isEmpty();
    assertThat(found.leftOut()).isEqualTo(2);
    assertThat(found.bytes()).isEqualTo(14);
    assertThat(found.folders()).isTrue();
  }

  @Test
  void whatIsHiddenOrASystemsOwnIsNotSent() throws Exception {
    write("card/.Trashes/a.wav");
    write("card/.b.wav");
    write("card/__MACOSX/._c.wav");
    write("card/System Volume Information/d.wav");

    Sources found = Sources.of(List.of(folder.resolve("card").toString()));

    assertThat(found.files()).isEmpty();
    assertThat(found.leftOut()).isZero();
  }

  @Test
  void aFolderIsSentAlthoughItsOwnNameIsHidden() throws Exception {
    Path sound = write(".card/a.wav");

    assertThat(Sources.of(List.of(folder.resolve(".card").toString())).files())
        .containsExactly(sound.toString());
  }

  @Test
  void linksThatLeadBackEndNowhere() throws Exception {
    Path sound = write("card/a.wav");
    Path elsewhere = write("elsewhere/b.wav");
    Files.createSymbolicLink(folder.resolve("card/loop"), folder.resolve("card"));
    Files.createSymbolicLink(folder.resolve("card/other"), elsewhere.getParent());
    Files.createSymbolicLink(folder.resolve("card/nowhere.wav"), folder.resolve("missing"));

    Sources found = Sources.of(List.of(folder.resolve("card").toString()));

    assertThat(found.files())
        .containsExactly(sound.toString(), folder.resolve("card/other/b.wav").toString());
    assertThat(found.unreadable()).isEmpty();
  }

  @Test
  void whatIsNamedIsSentWhateverItsNameAndAnArchiveIsToldByIt() throws Exception {
    Path text = write("notes.txt");
    Path zip = write("card.ZIP");
    Path tar = write("card.tar.zst");
    String missing = folder.resolve("missing.wav").toString();

    Sources found = Sources.of(List.of(text.toString(), zip.toString(), missing, tar.toString()));

    assertThat(found.files()).containsExactly(text.toString(), missing);
    assertThat(found.archives()).containsExactly(zip.toString(), tar.toString());
    assertThat(found.folders()).isFalse();
  }

  /** As a card has it that an older system wrote: an e with an acute accent in Latin-1. */
  @Test
  @Tag("process")
  void namesThatAreNotUtf8AreFoundAsTheyAreShown() throws Exception {
    write("plain.wav");
    var shell = new ProcessBuilder("sh", "-c", "cp plain.wav \"$(printf 'caf\\351.wav')\"");
    assertThat(shell.directory(folder.toFile()).start().waitFor()).isZero();
    String shown = folder.resolve("caf\uFFFD.wav").toString();

    Sources named = Sources.of(List.of(shown));
    Sources inFolder = Sources.of(List.of(folder.toString()));

    assertThat(named.bytes()).isEqualTo("content".length());
    assertThat(inFolder.files()).contains(shown);
    assertThat(LocalFile.read(ShownPath.of(shown)).size()).isEqualTo("content".length());
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "content");
  }
}

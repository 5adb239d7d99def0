package io.nightjar.runtime.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class ProgramVersionTest {
  @Test
  void namesTheCommitAndThatItWasChanged() {
    ProgramVersion version = ProgramVersion.of("1.2.0", git("0123456789abcdef0123", "true"));

    assertThat(version.text()).isEqualTo("1.2.0+0123456789ab.dirty");
  }

  @Test
  void namesACommitThatWasNotChanged() {
    ProgramVersion version = ProgramVersion.of("1.2.0", git("0123456789abcdef0123", "false"));

    assertThat(version.text()).isEqualTo("1.2.0+0123456789ab");
  }

  @Test
  void isTheReleaseAloneWhereTheSourcesWereInNoRepository() {
    ProgramVersion version = ProgramVersion.of("1.2.0", new Properties());

    assertThat(version.text()).isEqualTo("1.2.0");
    assertThat(version.commit()).isEmpty();
  }

  private static Properties git(String commit, String dirty) {
    Properties git = new Properties();
    git.setProperty("git.commit.id", commit);
    git.setProperty("git.dirty", dirty);
    return git;
  }
}

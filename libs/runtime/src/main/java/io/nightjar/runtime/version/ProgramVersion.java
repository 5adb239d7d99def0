package io.nightjar.runtime.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * Which build of the program runs.
 *
 * @param release the version as the build calls it: {@code 1.0.0-SNAPSHOT}
 * @param commit what was built; empty if it was not built from a git repository
 * @param commitTime when that was committed
 * @param dirty whether it was built with changes that are in no commit
 */
public record ProgramVersion(
    String release, Optional<String> commit, Optional<String> commitTime, boolean dirty) {

  private static final String BUILT_FROM = "/nightjar-git.properties";
  private static final int SHORT_COMMIT = 12;

  /** The version of what is on the class path. */
  static ProgramVersion of(String release) {
    Properties git = new Properties();
    try (InputStream in = ProgramVersion.class.getResourceAsStream(BUILT_FROM)) {
      if (in != null) {
        git.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(release, git);
  }

  static ProgramVersion of(String release, Properties git) {
    return new ProgramVersion(
        release,
        Optional.ofNullable(git.getProperty("git.commit.id")),
        Optional.ofNullable(git.getProperty("git.commit.time")),
        Boolean.parseBoolean(git.getProperty("git.dirty")));
  }

  /** In one word: {@code 1.0.0-SNAPSHOT+87bd8e3f5a1c.dirty}. */
  public String text() {
    String built =
        commit.map(id -> "+" + id.substring(0, Math.min(id.length(), SHORT_COMMIT))).orElse("");
    return release + built + (dirty ? ".dirty" : "");
  }
}

package io.nightjar.ingest;

import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.registry.token.TokenKeys;
import io.nightjar.runtime.settings.SettingsRule;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** What must be so before this service starts, and no mapping can say. */
final class IngestRules {
  private IngestRules() {}

  /** The file of keys can be read, and holds keys that sign. */
  public static final class OfToken implements SettingsRule<TokenConfig> {
    private static final String SETTING = "nightjar.token.keys-file";
    private static final String EXPECTED =
        "; expected: a JSON Web Key Set of P-256 keys, as ./nightjar token --new-key makes one";

    @Override
    public Class<TokenConfig> mapping() {
      return TokenConfig.class;
    }

    @Override
    public void check(TokenConfig settings) {
      Path file = settings.keysFile();
      try {
        TokenKeys.read(file);
      } catch (NoSuchFileException e) {
        throw refused("there is no file " + file);
      } catch (AccessDeniedException e) {
        throw refused("this user may not read " + file);
      } catch (IOException e) {
        throw refused(file + " can't be read: " + e.getMessage());
      } catch (IllegalArgumentException e) {
        throw refused(String.valueOf(e.getMessage()));
      }
    }

    private static IllegalArgumentException refused(String why) {
      return new IllegalArgumentException(SETTING + ": " + why + EXPECTED);
    }
  }

  /** A link that is signed for longer is refused by every store. */
  public static final class OfReading implements SettingsRule<ReadingConfig> {
    private static final Duration LONGEST = Duration.ofDays(7);

    @Override
    public Class<ReadingConfig> mapping() {
      return ReadingConfig.class;
    }

    @Override
    public void check(ReadingConfig settings) {
      if (settings.linkLife().toSeconds() < 1 || settings.linkLife().compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "nightjar.reading.link-life is " + settings.linkLife() + "; expected: 1s to 7d");
      }
    }
  }

  /** The largest upload finds its room. */
  public static final class OfScratch implements SettingsRule<ScratchConfig> {
    @Override
    public Class<ScratchConfig> mapping() {
      return ScratchConfig.class;
    }

    @Override
    public void check(ScratchConfig settings) {
      if (settings.bytes() < MinioObjectStore.MOST_SCRATCH) {
        throw new IllegalArgumentException(
            "nightjar.scratch.bytes must be at least 32M, what one upload may need: "
                + settings.bytes());
      }
    }
  }
}

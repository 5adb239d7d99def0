package io.nightjar.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupCacheTest {
  @TempDir private Path folder;
  private Path jar;

  @BeforeEach
  void aProgram() throws IOException {
    Path program = Files.createDirectories(folder.resolve("program"));
    Files.createDirectories(program.resolve("lib"));
    Files.writeString(program.resolve("lib/library.jar"), "library 1");
    jar = Files.writeString(program.resolve("program.jar"), "program 1");
  }

  @Test
  void aProgramWithoutACacheStartsWithoutOne() throws IOException {
    assertThat(StartupCache.options(jar)).isEmpty();
  }

  @Test
  void aProgramStartsFromTheCacheThatWasMadeOfIt() throws IOException {
    StartupCache.adopt(newCache(), jar);

    List<String> options = StartupCache.options(jar);

    assertThat(options.getFirst()).startsWith("-XX:AOTCache=" + jar.getParent());
    assertThat(Path.of(options.getFirst().substring("-XX:AOTCache=".length()))).hasContent("cache");
  }

  @Test
  void aCopyOfTheProgramStartsFromItsCopyOfTheCache() throws IOException {
    StartupCache.adopt(newCache(), jar);
    Path copy = folder.resolve("copy");
    Files.move(jar.getParent(), copy);

    List<String> options = StartupCache.options(copy.resolve("program.jar"));

    assertThat(options.getFirst()).startsWith("-XX:AOTCache=" + copy);
  }

  /** The JVM itself would not notice. */
  @Test
  void aCacheOfOtherLibrariesIsNotUsed() throws IOException {
    StartupCache.adopt(newCache(), jar);
    Files.writeString(folder.resolve("program/lib/library.jar"), "library 2");

    assertThat(StartupCache.options(jar)).isEmpty();
  }

  @Test
  void aNewCacheTakesThePlaceOfTheOldOnes() throws IOException {
    StartupCache.adopt(newCache(), jar);
    Files.writeString(jar, "program 2");

    StartupCache.adopt(newCache(), jar);

    try (var files = Files.list(jar.getParent())) {
      assertThat(files.filter(StartupCache::isCache)).hasSize(1);
    }
    assertThat(StartupCache.options(jar)).isNotEmpty();
  }

  private Path newCache() throws IOException {
    return Files.writeString(folder.resolve("written-by-the-jvm"), "cache");
  }
}

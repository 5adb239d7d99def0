package io.nightjar.local.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the files of deploy/images and of deploy/kubernetes have to agree on. */
class ImageFilesTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", "../.."));
  private static final Pattern USER_OF_POD = Pattern.compile("runAs(?:User|Group): (\\d+)");
  private static final Pattern USER_OF_IMAGE = Pattern.compile("\"User\":\"(\\d+):(\\d+)\"");

  @Test
  void theImagesUserIsTheOneOfThePods() throws IOException {
    MatchResult image =
        USER_OF_IMAGE.matcher(read("deploy/images/pack")).results().findFirst().orElseThrow();

    assertThat(
            USER_OF_POD
                .matcher(read("deploy/kubernetes/base/every-service.yaml"))
                .results()
                .map(found -> found.group(1)))
        .containsExactly(image.group(1), image.group(2));
    assertThat(image.group(1)).isNotEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ingest-service", "thermal-service", "audio-service", "thumbnail-service"})
  void everyDeploymentNamesAnImageThatIsMade(String service) throws IOException {
    assertThat(read("deploy/kubernetes/base/" + service + ".yaml"))
        .contains("image: nightjar/" + service + "\n");
    assertThat(read("deploy/images/images")).containsPattern("all='[^']*" + service + "[ ']");
    assertThat(read("deploy/images/pack")).contains("\"nightjar/%s:latest\"");
  }

  @Test
  void theDockerfileTakesNothingFromTheNetworkButItsBase() throws IOException {
    assertThat(read("deploy/images/Dockerfile").lines().map(String::strip))
        .filteredOn(line -> line.startsWith("FROM "))
        .containsExactly("FROM ${BASE} AS layout", "FROM scratch");
    // An engine would fetch the language of the file, even where it has it.
    assertThat(read("deploy/images/Dockerfile")).doesNotContain("# syntax=").doesNotContain("ADD ");
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}

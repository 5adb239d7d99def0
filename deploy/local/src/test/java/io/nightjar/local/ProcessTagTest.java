package io.nightjar.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code ./nightjar test --quick} leaves out the tests that start a process; it knows them by their
 * tag.
 */
class ProcessTagTest {
  private static final String TAG = "process";

  /** Who needs one of these starts a process. */
  private static final Set<String> STARTERS =
      Set.of(
          "java.lang.ProcessBuilder",
          "io.nightjar.embedded.EmbeddedProcess",
          "io.nightjar.media.ChildProcess",
          "io.nightjar.media.FfmpegInstallation",
          "io.quarkus.test.junit.QuarkusTest");

  @Test
  void everyTestThatStartsAProcessCarriesTheTag() {
    JavaClasses tests = Modules.allTests();

    List<String> untagged =
        tests.stream()
            .filter(test -> test.getSimpleName().endsWith("Test"))
            .filter(test -> startsProcess(test, tests) && !isTagged(test))
            .map(JavaClass::getName)
            .toList();

    assertThat(tests).hasSizeGreaterThan(Modules.all().size());
    assertThat(untagged).as("tests without @Tag(\"" + TAG + "\")").isEmpty();
  }

  private static boolean startsProcess(JavaClass test, JavaClasses tests) {
    Deque<JavaClass> ahead = new ArrayDeque<>(List.of(test));
    Set<JavaClass> seen = new HashSet<>(ahead);
    while (!ahead.isEmpty()) {
      JavaClass next = ahead.remove();
      if (STARTERS.contains(next.getName())) {
        return true;
      }
      if (tests.contain(next.getName())) {
        next.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .filter(seen::add)
            .forEach(ahead::add);
      }
    }
    return false;
  }

  private static boolean isTagged(JavaClass test) {
    return Stream.concat(
            test.tryGetAnnotationOfType(Tag.class).stream(),
            test.getMethods().stream()
                .flatMap(method -> method.tryGetAnnotationOfType(Tag.class).stream()))
        .anyMatch(tag -> tag.value().equals(TAG));
  }
}

package io.nightjar.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.api.Test;

/**
 * {@code ./nightjar test --quick} leaves out the tests that start a process, and {@code ./nightjar
 * test} those that run Python where there is none; it knows them by their tags.
 */
class ProcessTagTest {
  private static final String PROCESS = "process";
  private static final String PYTHON = "python";

  /** Who needs one of these starts a process. */
  private static final Set<String> STARTERS =
      Set.of(
          "java.lang.ProcessBuilder",
          "io.nightjar.embedded.EmbeddedProcess",
          "io.nightjar.media.ChildProcess",
          "io.nightjar.media.FfmpegInstallation",
          "io.quarkus.test.junit.QuarkusTest");

  /** Who needs this runs Python. */
  private static final Set<String> PYTHONS = Set.of("io.nightjar.local.examples.PythonEnvironment");

  @Test
  void everyTestThatStartsAProcessCarriesTheTag() {
    assertThat(untagged(STARTERS, PROCESS)).as("tests without @Tag(\"" + PROCESS + "\")").isEmpty();
  }

  @Test
  void everyTestThatRunsPythonCarriesTheTag() {
    assertThat(untagged(PYTHONS, PYTHON)).as("tests without @Tag(\"" + PYTHON + "\")").isEmpty();
  }

  private static List<String> untagged(Set<String> needed, String tag) {
    JavaClasses tests = Modules.allTests();
    assertThat(tests).hasSizeGreaterThan(Modules.all().size());
    return tests.stream()
        .filter(test -> test.getSimpleName().endsWith("Test"))
        .filter(test -> needs(test, needed, tests) && !tags(test).contains(tag))
        .map(JavaClass::getName)
        .toList();
  }

  private static boolean needs(JavaClass test, Set<String> needed, JavaClasses tests) {
    Deque<JavaClass> ahead = new ArrayDeque<>(List.of(test));
    Set<JavaClass> seen = new HashSet<>(ahead);
    while (!ahead.isEmpty()) {
      JavaClass next = ahead.remove();
      if (needed.contains(next.getName())) {
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

  /** Of the class and of its methods; one that has several has them in a container. */
  private static Set<String> tags(JavaClass test) {
    return Stream.concat(Stream.<HasAnnotations<?>>of(test), test.getMethods().stream())
        .flatMap(
            tagged ->
                Stream.concat(
                    tagged.tryGetAnnotationOfType(Tag.class).stream(),
                    tagged.tryGetAnnotationOfType(Tags.class).stream()
                        .flatMap(tags -> Stream.of(tags.value()))))
        .map(Tag::value)
        .collect(Collectors.toUnmodifiableSet());
  }
}

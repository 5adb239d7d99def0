package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The core could be compiled for a browser: nothing that it reaches needs an operating system. */
class CorePurityTest {

  private static final Set<String> CORE =
      Set.of("io.nightjar.cptv.core", "io.nightjar.cptv.inflate");

  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "java\\.util\\.(zip|concurrent)\\..*|java\\.nio\\.(file|channels)\\..*|java\\.net\\..*"
              + "|java\\.lang\\.(reflect|foreign).*|java\\.io\\.(File|Random).*"
              + "|java\\.lang\\.(Thread|Process|ClassLoader).*|org\\.apache\\..*|sun\\..*|jdk\\..*");

  @Test
  void theCoreReachesNoFileThreadReflectionOrZip() {
    List<String> violations = new ArrayList<>();
    Set<JavaClass> reached = new HashSet<>();
    Deque<JavaClass> open = new ArrayDeque<>();
    new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.nightjar.cptv")
            .stream()
            .filter(type -> CORE.contains(type.getPackageName()))
            .forEach(open::add);
    assertThat(open).hasSizeGreaterThan(10);

    while (!open.isEmpty()) {
      JavaClass next = open.pop();
      if (reached.add(next)) {
        for (Dependency dependency : next.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass();
          if (FORBIDDEN.matcher(target.getName()).matches()) {
            violations.add(dependency.getDescription());
          } else if (target.getName().startsWith("io.nightjar.")) {
            open.push(target);
          }
        }
      }
    }

    assertThat(violations).isEmpty();
  }
}

package io.nightjar.local;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No package needs, by whatever way, one that needs it: each can be read after what it stands on.
 */
class PackageCyclesTest {
  static List<String> modules() {
    return Modules.all();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void noPackageNeedsOneThatNeedsIt(String module) {
    slices()
        .matching("io.nightjar.(**)")
        .should()
        .beFreeOfCycles()
        .check(Modules.classesOf(module));
  }
}

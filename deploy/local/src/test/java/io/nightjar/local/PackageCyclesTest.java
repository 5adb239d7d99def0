package io.nightjar.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceRule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No package needs, by whatever way, one that needs it: each can be read after what it stands on.
 */
class PackageCyclesTest {

  /** A dependency that closes a cycle. */
  record Exemption(String module, String from, String to) {}

  /** What is to be untangled yet; each stands here until its module has been. */
  private static final List<Exemption> EXEMPTIONS =
      List.of(
          // A recording refers to its object, and keys are made of identities.
          new Exemption(
              "libs/pipeline", "io.nightjar.pipeline.recording", "io.nightjar.pipeline.store"),
          // The settings stand beside JSON and digests, which all packages need.
          new Exemption("libs/pipeline", "io.nightjar.pipeline", "io.nightjar.pipeline.store"),
          new Exemption("libs/pipeline", "io.nightjar.pipeline", "io.nightjar.pipeline.event"));

  static List<String> modules() {
    return Modules.all();
  }

  static List<Exemption> exemptions() {
    return EXEMPTIONS;
  }

  @ParameterizedTest
  @MethodSource("modules")
  void noPackageNeedsOneThatNeedsIt(String module) {
    JavaClasses own = Modules.classesOf(module);
    SliceRule rule = slices().matching("io.nightjar.(**)").should().beFreeOfCycles();
    for (Exemption exemption : EXEMPTIONS) {
      rule =
          rule.ignoreDependency(
              resideInAPackage(exemption.from()), resideInAPackage(exemption.to()));
    }
    rule.check(own);
  }

  /** So that the list can only become shorter. */
  @ParameterizedTest
  @MethodSource("exemptions")
  void everyExemptionIsStillNeeded(Exemption exemption) {
    JavaClasses own = Modules.classesOf(exemption.module());

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                noClasses()
                    .that()
                    .resideInAPackage(exemption.from())
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(exemption.to())
                    .check(own));
  }
}

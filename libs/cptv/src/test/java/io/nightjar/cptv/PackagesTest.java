package io.nightjar.cptv;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** The packages build on each other in one direction, and none on the optional one. */
class PackagesTest {

  private static final JavaClasses CODEC =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.nightjar.cptv");

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(CODEC);
  }

  @Test
  void theCodecNeedsNothingOfItsFastPart() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.nightjar.cptv.fast..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.nightjar.cptv.fast..", "jdk.incubator..")
        .check(CODEC);
  }

  private static final class ByPackage implements SliceAssignment {

    @Override
    public String getDescription() {
      return "packages";
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith("io.nightjar.cptv")
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }
  }
}

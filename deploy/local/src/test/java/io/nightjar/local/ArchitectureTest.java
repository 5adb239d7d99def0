package io.nightjar.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the layout, over the compiled classes of every module. */
class ArchitectureTest {
  private static final List<String> SERVICES =
      Modules.all().stream()
          .filter(module -> module.endsWith("-service"))
          .map(Modules::packagesOf)
          .toList();

  /** Formats, signal processing, drawing: what would be the same in any other program. */
  private static final List<String> DOMAIN =
      List.of(
          "io.nightjar.cptv..",
          "io.nightjar.imaging..",
          "io.nightjar.media..",
          "io.nightjar.motion..",
          "io.nightjar.spectrum..",
          "io.nightjar.thermal.metadata..",
          "io.nightjar.thermal.preview.video..",
          "io.nightjar.audio.activity..",
          "io.nightjar.audio.mel..",
          "io.nightjar.audio.spectrogram..",
          "io.nightjar.audio.tags..",
          "io.nightjar.audio.waveform..",
          "io.nightjar.thumbnail.seen..",
          "io.nightjar.thumbnail.frames..",
          "io.nightjar.thumbnail.subject..",
          "io.nightjar.thumbnail.picture..");

  private static final String[] FRAMEWORKS = {
    "io.quarkus..",
    "io.smallrye..",
    "io.micrometer..",
    "io.minio..",
    "io.cloudevents..",
    "jakarta..",
    "com.fasterxml..",
    "org.apache.kafka..",
    "org.eclipse.microprofile..",
  };

  private static JavaClasses all;

  @BeforeAll
  static void read() {
    all = Modules.allClasses();
  }

  static List<String> modules() {
    return Modules.all();
  }

  static List<String> domain() {
    return DOMAIN;
  }

  static List<String> services() {
    return SERVICES;
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyModuleIsLookedAtAndKeepsToItsPackage(String module) {
    JavaClasses own = Modules.classesOf(module);

    assertThat(own).as("classes of " + module).isNotEmpty();
    classes().should().resideInAPackage(Modules.packagesOf(module)).check(own);
  }

  @ParameterizedTest
  @MethodSource("domain")
  void theDomainKnowsNoFramework(String packages) {
    assertThat(all).anyMatch(resideInAPackage(packages));
    noClasses()
        .that()
        .resideInAPackage(packages)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FRAMEWORKS)
        .check(all);
  }

  @Test
  void theCodecNeedsNothingButJavaAndCommonsCompress() {
    DescribedPredicate<JavaClass> codec =
        resideInAnyPackage(
            "io.nightjar.cptv..",
            "java..",
            "org.apache.commons.compress..",
            "org.jspecify.annotations..");
    // Only where a virtual machine may lack it without harm.
    DescribedPredicate<JavaClass> vectors = resideInAPackage("jdk.incubator.vector..");
    classes()
        .that()
        .resideInAPackage("io.nightjar.cptv..")
        .and()
        .resideOutsideOfPackage("io.nightjar.cptv.fast.vector")
        .should()
        .onlyDependOnClassesThat(codec)
        .check(all);
    classes()
        .that()
        .resideInAPackage("io.nightjar.cptv.fast.vector")
        .should()
        .onlyDependOnClassesThat(codec.or(vectors))
        .check(all);
  }

  @Test
  void motionNeedsNothingButJavaAndTheCodec() {
    classes()
        .that()
        .resideInAPackage("io.nightjar.motion..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.nightjar.motion..", "io.nightjar.cptv..", "java..", "org.jspecify.annotations..")
        .check(all);
  }

  @Test
  void spectrumNeedsNothingButJavaAndJTransforms() {
    classes()
        .that()
        .resideInAPackage("io.nightjar.spectrum..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.nightjar.spectrum..",
            "java..",
            "org.jtransforms..",
            "org.jspecify.annotations..",
            "jdk.incubator.vector..")
        .check(all);
    // Only where a virtual machine may lack it without harm.
    noClasses()
        .that()
        .resideInAPackage("io.nightjar.spectrum..")
        .and()
        .doNotHaveSimpleName("VectorTransform")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(all);
  }

  @Test
  void imagingAndMediaStandAlone() {
    for (String own : List.of("io.nightjar.imaging..", "io.nightjar.media..")) {
      noClasses()
          .that()
          .resideInAPackage(own)
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.nightjar..")
                  .and(JavaClass.Predicates.resideOutsideOfPackage(own)))
          .check(all);
    }
  }

  /** Browsers' Java has no windows, reflection, files or threads. */
  @Test
  void theDrawingEngineNeedsNothingThatBrowsersLack() {
    JavaClasses engine = Modules.classesOf("libs/imaging");
    noClasses()
        .that()
        .resideInAPackage("io.nightjar.imaging.render..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax..", "java.lang.reflect..", "java.nio.file..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(engine);
  }

  @Test
  void libraryKnowsNoService() {
    noClasses()
        .that()
        .resideOutsideOfPackages(SERVICES.toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SERVICES.toArray(String[]::new))
        .check(all);
  }

  @ParameterizedTest
  @MethodSource("services")
  void noServiceKnowsAnother(String service) {
    String[] others =
        SERVICES.stream().filter(other -> !other.equals(service)).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(service)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(all);
  }
}

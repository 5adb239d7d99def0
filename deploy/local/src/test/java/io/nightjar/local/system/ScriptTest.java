package io.nightjar.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.local.system.Script.Result;
import io.nightjar.local.system.Script.Running;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./nightjar} in a checkout that has nothing built, and a Maven that plays a part. */
@Tag("process")
class ScriptTest {
  /** What Maven and Surefire say and leave behind when two classes ran and a test of one failed. */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$*" >>"$NIGHTJAR_HOME/maven-was-called"
      case $* in
        *-DskipTests*)
          echo '[ERROR] the compiler says no'
          [ "$ALL_IS_WELL" != unbuilt ]
          exit
          ;;
        *-Dother.tests.elsewhere=true*)
          echo '[INFO] --- surefire:3.5.4:test (default-test) @ nightjar-cptv ---'
          echo '[INFO] --- spotbugs:4.9.8:check (bugs) @ nightjar-cptv ---'
          exit 0
          ;;
      esac
      echo '[INFO] --- surefire:3.5.4:test (default-test) @ nightjar-cptv ---'
      mkdir -p libs/cptv/target/surefire-reports
      sleep 1
      cat >libs/cptv/target/surefire-reports/TEST-io.nightjar.GoodTest.xml <<'EOF'
      <testsuite name="io.nightjar.GoodTest" time="1.5" tests="4" errors="0" skipped="1" failures="0">
        <testcase name="works" classname="io.nightjar.GoodTest" time="1.5"/>
      </testsuite>
      EOF
      [ -n "$ALL_IS_WELL" ] || cat >libs/cptv/target/surefire-reports/TEST-io.nightjar.BadTest.xml <<'EOF'
      <testsuite name="io.nightjar.BadTest" time="7.25" tests="2" errors="0" skipped="0" failures="1">
        <testcase name="breaks" classname="io.nightjar.BadTest" time="7.0">
          <failure message="expected: &lt;1&gt; but was: &lt;2&gt;" type="AssertionError">trace</failure>
        </testcase>
      </testsuite>
      EOF
      [ -n "$ALL_IS_WELL" ] || echo '[ERROR] Tests run: 2, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 7.25 s <<< FAILURE! -- in io.nightjar.BadTest'
      echo '[INFO] --- jar:3.5.0:jar (default-jar) @ nightjar-cptv ---'
      [ -n "$ALL_IS_WELL" ]
      """;

  private static final Pattern PLUGIN = Pattern.compile("<plugin>.*?</plugin>", Pattern.DOTALL);
  private static final Pattern ID = Pattern.compile("<id>(.*?)</id>");

  /** The scripts, and what they read. */
  private static final List<String> PARTS =
      List.of(
          "nightjar",
          "checks",
          "deploy/images",
          "deploy/kubernetes/cluster-test",
          "deploy/kubernetes/overlays",
          ".ci");

  @TempDir Path folder;
  private Path checkout = Path.of("");
  private Path home = Path.of("");

  @BeforeEach
  void checkOut() throws IOException {
    checkout = folder.resolve("checkout");
    home = folder.resolve("home");
    Files.createDirectories(home);
    for (String part : PARTS) {
      copy(Script.ROOT.resolve(part), checkout.resolve(part));
    }
    Files.createDirectories(checkout.resolve("libs/cptv"));
    Files.createFile(checkout.resolve("libs/cptv/pom.xml"));
    program(checkout.resolve("mvnw"), MAVEN);
  }

  @Test
  void testsEndWithTheCountsAndNameWhatFailedAndWhereItsReportIs() throws Exception {
    Result result = run("", "test");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.lines())
        .containsExactly(
            "nightjar: 6 tests run, 1 failed, 0 errors, 1 skipped",
            "Tests run: 6, Failures: 1, Errors: 0, Skipped: 1");
    assertThat(result.err())
        .containsOnlyOnce("FAILED  io.nightjar.BadTest")
        .containsPattern("libs/cptv +6 tests, 1 failed, 8 s of work")
        .containsSubsequence("7.2 s  io.nightjar.BadTest", "1.5 s  io.nightjar.GoodTest")
        .contains("io.nightjar.BadTest.breaks: expected: <1> but was: <2>")
        .contains("libs/cptv/target/surefire-reports/TEST-io.nightjar.BadTest.xml")
        .contains(home.resolve("logs/test.log").toString())
        .doesNotContain("surefire:3.5.4");
  }

  @Test
  void aRunInWhichAllIsWellEndsWithZero() throws Exception {
    Result result = run("yes", "test");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.lines()).last().isEqualTo("Tests run: 4, Failures: 0, Errors: 0, Skipped: 1");
    assertThat(calls()).containsPattern("verify");
  }

  /** The modules whose tests take longest have a Maven of their own, and another has the rest. */
  @Test
  void everyModuleIsTestedByOneOfTheMavensThatRunBesideEachOther() throws Exception {
    run("yes", "test");

    List<String> testing = calls().lines().filter(call -> !call.contains("-DskipTests")).toList();
    assertThat(testing).hasSize(3).allMatch(call -> call.contains("surefire:test"));
    for (String module : List.of("local", "ingest-service", "other")) {
      String left = "-D" + module + ".tests.elsewhere=true";
      assertThat(testing).filteredOn(call -> !call.contains(left)).as(module).hasSize(1);
    }
    assertThat(testing).filteredOn(call -> call.contains("spotbugs:check")).hasSize(1);
    assertThat(testing)
        .filteredOn(call -> call.contains("exec:exec@class-caches surefire:test"))
        .singleElement(STRING)
        .as("makes the caches of the stack before it tests the stack")
        .doesNotContain("-Dlocal.tests.elsewhere");
    assertThat(calls().lines())
        .filteredOn(call -> call.contains("-Dstack.class.caches.skip=true"))
        .singleElement(STRING)
        .contains("-DskipTests");
  }

  /** The Mavens beside each other call Surefire by this name; what had another would not be run. */
  @Test
  void everyModulesTestsAreOfTheExecutionThatAWholeRunCalls() throws Exception {
    List<Path> poms;
    try (Stream<Path> all = Files.walk(Script.ROOT, 3)) {
      poms = all.filter(path -> path.endsWith("pom.xml")).toList();
    }

    assertThat(poms).hasSizeGreaterThan(15);
    for (Path pom : poms) {
      String text = Files.readString(pom);
      assertThat(text).doesNotContain("maven-failsafe-plugin");
      List<String> ids =
          PLUGIN
              .matcher(text)
              .results()
              .map(MatchResult::group)
              .filter(plugin -> plugin.contains(">maven-surefire-plugin<"))
              .flatMap(plugin -> ID.matcher(plugin).results())
              .map(id -> id.group(1))
              .toList();
      assertThat(ids).as(pom.toString()).allMatch("default-test"::equals);
    }
  }

  @Test
  void whatCanNotBeBuiltIsNotTested() throws Exception {
    Result result = run("unbuilt", "test");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("the compiler says no");
    assertThat(calls().lines()).hasSize(1);
  }

  @Test
  void onStandardOutputJsonStandsAlone() throws Exception {
    Result result = run("yes", "test", "--json", "--quick");

    assertThat(new ObjectMapper().readTree(result.out()))
        .isEqualTo(
            new ObjectMapper().readTree("{\"tests\":4,\"failures\":0,\"errors\":0,\"skipped\":1}"));
    assertThat(calls()).contains("test -Dunit");
  }

  @Test
  void verboseShowsWhatMavenSaysAndFuzzingTakesATime() throws Exception {
    Result result = run("yes", "test", "--verbose", "--fuzz", "90s");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("--- surefire:3.5.4:test").contains("4 tests run");
    assertThat(calls()).contains("-Pfuzz -Dfuzz.duration=90s");
    assertThat(run("yes", "test", "--fuzz", "soon").exitCode()).isEqualTo(2);
  }

  @Test
  void storesThatCanNotBeMadeAreNamedBeforeAnythingIsBuilt() throws Exception {
    program(home.resolve("go"), "#!/bin/sh\necho no such version\nexit 1\n");

    Result result = run("yes", "test", "--stores");

    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err())
        .contains("no such version")
        .containsPattern("nightjar: versitygw could not be made; the whole log is .*/go.log");
    assertThat(home.resolve("maven-was-called")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "bench"})
  void helpNeedsNoBuildAndFitsTheTerminal(String command) throws Exception {
    Result result = run("yes", command, "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.lines()).hasSizeGreaterThan(5).allMatch(line -> line.length() <= 80);
    assertThat(home.resolve("maven-was-called")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "down", "logs", "list", "env", "events", "dead-letters", "get"})
  void whatLooksAtAStackNeverBuilds(String command) throws Exception {
    Result result = run("yes", command);

    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err()).contains("nothing is built").contains("./nightjar up");
    assertThat(home.resolve("maven-was-called")).doesNotExist();
  }

  /** Maven is content with a suite that it does not find, or whose tests it leaves out. */
  @ParameterizedTest
  @CsvSource({"--cluster, kubectl, ClusterSuite", "--images, docker, ImagesSuite"})
  void aSuiteThatWasNotRunHasFailed(String option, String needs, String suite) throws Exception {
    program(home.resolve(needs), "#!/bin/sh\n");

    Result result = run("yes", "test", option);

    assertThat(calls()).contains("-Dtest=" + suite);
    assertThat(result.exitCode()).isEqualTo(70);
    assertThat(result.err()).contains("no test of " + suite + " was run");
  }

  @Test
  void nothingIsWrittenIntoTheCheckoutButWhereMavenBuilds() throws Exception {
    List<Path> before = files();

    run("yes", "test");
    run("yes", "up");

    assertThat(calls()).contains("package");
    assertThat(files()).isEqualTo(before);
    assertThat(home.resolve("logs")).isDirectoryContaining("glob:**/{build,test}.log");
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String calls() throws IOException {
    return Files.readString(home.resolve("maven-was-called"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(checkout)) {
      return all.map(checkout::relativize)
          .filter(path -> Stream.of(path.toString().split("/")).noneMatch("target"::equals))
          .sorted()
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.copy(path, target);
      }
    }
  }

  private Result run(String allIsWell, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(checkout.resolve("nightjar").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("NIGHTJAR_HOME", home.toString());
    // Programs that play a part lie in the home.
    builder.environment().merge("PATH", home.toString(), (path, own) -> own + ":" + path);
    builder.environment().put("ALL_IS_WELL", allIsWell);
    builder.environment().remove("NIGHTJAR_BUILD");
    builder.directory(new File("/"));
    builder.redirectInput(new File("/dev/null"));
    Path out = Files.createTempFile(folder, "script", ".out");
    Path err = Files.createTempFile(folder, "script", ".err");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Running(builder.start(), out, err).end();
  }
}

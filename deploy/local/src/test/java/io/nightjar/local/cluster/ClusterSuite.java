package io.nightjar.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.client.OperatorClient;
import io.nightjar.local.client.RecordingListing;
import io.nightjar.local.crash.Camera;
import io.nightjar.local.event.DeadLetter;
import io.nightjar.local.event.DeadLetterReader;
import io.nightjar.local.images.Services;
import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.TokenKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nightjar in a cluster with KEDA and two nodes at least: from no worker to several and back, and
 * whole under upgrades, drains and kills. {@code ./nightjar test --cluster} runs it; its name keeps
 * it out of every other run.
 *
 * <p>The trials build upon one another: what one uploads, the last one looks at.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterSuite {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", "../.."));
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final int FROM_NOTHING = 300;
  private static final int ONE_BY_ONE = 10;
  private static final int KILLS = 12;
  private static final int WARM_UP = 80;
  private static final int MEASURED = 120;

  private final Kubectl kubectl = Kubectl.fromEnvironment();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private Deployed deployed;
  private OperatorClient operator;
  private Camera camera;
  private Fleet fleet;

  @BeforeAll
  void deploy(@TempDir Path folder) throws Exception {
    assertThat(kubectl.json("get", "nodes").path("items").size())
        .as("nodes, of which one is to be emptied while another one holds broker and store")
        .isGreaterThan(1);
    long began = System.nanoTime();
    deployed = Deployed.apply(kubectl, ROOT);
    opened.add(deployed);
    System.out.printf(Locale.ROOT, "cluster: all is ready %s after it was applied%n", since(began));
    URI ingest = entrance();
    Path keys = folder.resolve("token-keys.json");
    Files.writeString(keys, deployed.secret("nightjar-token-keys", "token-keys.json"));
    operator =
        new OperatorClient(
            ingest, Enrolment.operator(TokenKeys.read(keys), "trial", Duration.ofHours(1)));
    operator.send("POST", "/v1/groups", Map.of("group", "trial"));
    JsonNode device = operator.send("POST", "/v1/groups/trial/devices", Map.of("device", "camera"));
    camera = new Camera(ingest, device.path("token").asText());
    fleet = new Fleet(camera);
    opened.add(fleet);
  }

  /**
   * Where {@code NIGHTJAR_CLUSTER_URL} says, which may be {@code service} for the address that the
   * service has in the cluster; else by way of the cluster's API.
   */
  private URI entrance() throws IOException {
    String wanted = System.getenv().getOrDefault("NIGHTJAR_CLUSTER_URL", "");
    if (wanted.equals("service")) {
      return URI.create("http://" + deployed.openedIngest());
    }
    if (!wanted.isEmpty()) {
      return URI.create(wanted);
    }
    PortForward forward = PortForward.to(kubectl, "service/ingest-service", 80);
    opened.add(forward);
    return URI.create("http://" + forward.address());
  }

  @AfterAll
  void end() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  @Test
  @Order(1)
  void workersComeFromNothingForWhatWaitsAndGoAgain() throws Exception {
    awaitNoWorkers();
    Map<String, Integer> most = new HashMap<>();
    long began = System.nanoTime();

    Thread uploads = Thread.ofPlatform().start(() -> fleet.upload(FROM_NOTHING));
    await("a recording to be accepted").atMost(PATIENCE).until(() -> !fleet.accepted().isEmpty());
    long accepted = System.nanoTime();
    String first = fleet.accepted().keySet().iterator().next();
    awaitArtefact(first);
    System.out.printf(
        Locale.ROOT,
        "cluster: from no worker: the first artefact %s after its upload was accepted (goal 30 s)%n",
        since(accepted));
    uploads.join();
    System.out.printf(
        Locale.ROOT, "cluster: %d uploads were taken within %s%n", FROM_NOTHING, since(began));
    awaitDone(
        fleet.accepted().keySet(),
        () -> deployed.replicas().forEach((worker, now) -> most.merge(worker, now, Math::max)));
    System.out.printf(
        Locale.ROOT,
        "cluster: all were done %s after the first upload began; most replicas %s%n",
        since(began),
        most);

    assertThat(fleet.accepted()).hasSize(FROM_NOTHING);
    assertThat(most.values()).anyMatch(replicas -> replicas > 1);
    awaitNoWorkers();
    System.out.printf(
        Locale.ROOT, "cluster: no worker was left %s after the first upload began%n", since(began));
  }

  private void awaitNoWorkers() {
    await("no worker")
        .atMost(PATIENCE)
        .pollInterval(ONE_SECOND)
        .until(() -> deployed.replicas().values().stream().allMatch(now -> now == 0));
  }

  @Test
  @Order(2)
  void aWarmWorkerAnswersSoon() {
    Deployed.WORKERS.forEach(worker -> deployed.pin(worker, 1));
    List<Double> seconds = new ArrayList<>();

    for (int n = 0; n < ONE_BY_ONE; n++) {
      String recording = fleet.uploadOne();
      long accepted = System.nanoTime();
      awaitArtefact(recording);
      seconds.add((System.nanoTime() - accepted) / 1e9);
    }

    seconds.sort(null);
    System.out.printf(
        Locale.ROOT,
        "cluster: with one warm replica: the first artefact %.2f s after its upload was accepted, at most %.2f s (goal 5 s)%n",
        seconds.get(ONE_BY_ONE / 2),
        seconds.getLast());
    assertThat(seconds).hasSize(ONE_BY_ONE);
  }

  /** The tag of older images that the services are replaced by; empty for the same images. */
  private static Optional<String> otherTag() {
    return Optional.ofNullable(System.getenv("NIGHTJAR_CLUSTER_OTHER_TAG"));
  }

  /**
   * Ingest is the first that becomes an older one and the last that becomes a newer one: it tells
   * of each recording which stages it is to pass, and none may be told of that no worker knows.
   */
  @Test
  @Order(3)
  void nothingFailsWhileAllServicesAreReplacedUnderLoad() {
    int before = fleet.accepted().size();
    Optional<String> other = otherTag();

    fleet.uploadDuring(
        () ->
            other.ifPresentOrElse(
                tag -> {
                  Services.NAMES.forEach(service -> deployed.upgrade(service, tag));
                  Services.NAMES.reversed().forEach(service -> deployed.upgrade(service, "latest"));
                },
                () -> Services.NAMES.forEach(deployed::rollOut)));

    System.out.printf(
        Locale.ROOT,
        "cluster: %d uploads while all services were replaced%s, none failed, %d repeats%n",
        fleet.accepted().size() - before,
        other.map(tag -> " by those of " + tag + " and back").orElse(""),
        fleet.repeats());
    assertThat(fleet.accepted()).hasSizeGreaterThan(before);
  }

  @Test
  @Order(4)
  void nothingFailsWhileANodeIsEmptiedUnderLoad() {
    Deployed.WORKERS.forEach(worker -> deployed.pin(worker, 2));
    String node =
        deployed.nodes().stream()
            .filter(each -> !each.equals(deployed.nodeOfLogAndStore()))
            .findFirst()
            .orElseThrow();
    int before = fleet.accepted().size();
    int repeats = fleet.repeats();

    fleet.uploadDuring(() -> deployed.drain(node));

    System.out.printf(
        Locale.ROOT,
        "cluster: %d uploads while node %s was emptied, none failed, %d repeats%n",
        fleet.accepted().size() - before,
        node,
        fleet.repeats() - repeats);
    assertThat(fleet.accepted()).hasSizeGreaterThan(before);
  }

  @Test
  @Order(5)
  void nothingIsLostWhilePodsAreKilled() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int before = fleet.accepted().size();
    int repeats = fleet.repeats();

    fleet.uploadDuring(
        () -> {
          for (int n = 0; n < KILLS; n++) {
            String service = Services.NAMES.get(random.nextInt(Services.NAMES.size()));
            List<String> pods = deployed.pods(service);
            assertThat(pods).as(service).isNotEmpty();
            deployed.kill(pods.get(random.nextInt(pods.size())));
            await(service + " after a kill")
                .atMost(PATIENCE)
                .until(() -> deployed.ready(service) > 0);
          }
        });

    System.out.printf(
        Locale.ROOT,
        "cluster: %d uploads while %d pods were killed (seed %d), none failed, %d repeats%n",
        fleet.accepted().size() - before,
        KILLS,
        seed,
        fleet.repeats() - repeats);
    assertThat(fleet.accepted()).hasSizeGreaterThan(before);
  }

  @Test
  @Order(6)
  void everyAcknowledgedRecordingIsThereOnceAndWhole() throws Exception {
    Map<String, Integer> accepted = fleet.accepted();
    awaitDone(accepted.keySet(), () -> {});

    assertThat(listed().stream().map(each -> each.path("recordingId").asText()))
        .containsExactlyInAnyOrderElementsOf(accepted.keySet());
    Map<List<String>, Set<List<String>>> made = new HashMap<>();
    for (Map.Entry<String, Integer> each : accepted.entrySet()) {
      JsonNode view = camera.view(each.getKey()).orElseThrow();
      assertThat(view.path("status").asText()).as(each.getKey()).isEqualTo("completed");
      assertThat(camera.raw(each.getKey()))
          .as(each.getKey())
          .isEqualTo(Fleet.clip(each.getValue()));
      made.computeIfAbsent(perStage(view, "stages", "version"), _ -> new HashSet<>())
          .add(perStage(view, "artefacts", "name"));
    }
    // Of one kind all are alike, so a release makes the same things of each of them, each once.
    assertThat(made).hasSizeGreaterThan(1);
    if (otherTag().isEmpty()) {
      assertThat(made).hasSize(2);
    }
    assertThat(made.values()).allSatisfy(kinds -> assertThat(kinds).hasSize(1));
    assertThat(deadLetters()).isEmpty();
    System.out.printf(
        Locale.ROOT,
        "cluster: %d recordings accepted, as many there, each whole and complete, no dead letter%n",
        accepted.size());
  }

  /** Of each in one of a view's lists its stage and another member, in order. */
  private static List<String> perStage(JsonNode view, String list, String member) {
    return view.path(list)
        .valueStream()
        .map(each -> each.path("stage").asText() + "/" + each.path(member).asText())
        .sorted()
        .toList();
  }

  private List<String> deadLetters() {
    List<String> causes = new ArrayList<>();
    // The broker's own listener, which tells its clients to come back to the loopback address.
    try (PortForward log = PortForward.same(kubectl, "deployment/embedded", 9094)) {
      new DeadLetterReader(log.address())
          .read(Services.NAMES, letter -> causes.add(described(letter)));
    }
    return causes;
  }

  private static String described(DeadLetter letter) {
    return letter.service() + ": " + letter.cause() + ": " + letter.detail();
  }

  /**
   * Each worker has a tenth of a processor here, as there may be no more processors than one would
   * use: then uploads come faster than two can work. They are warm, and so busy before the measured
   * recordings come.
   */
  @Test
  @Order(7)
  void twoWorkersShareWhatWaits() throws Exception {
    Deployed.WORKERS.forEach(worker -> deployed.pin(worker, 0));
    deployed.limitProcessors("thermal-service", "100m");
    List<Double> rates = new ArrayList<>();
    for (int replicas : List.of(1, 2)) {
      deployed.pin("thermal-service", replicas);
      thermalEnds(uploadedThermal(WARM_UP));
      double before = deployed.processorSeconds("thermal-service");
      List<Instant> ends = thermalEnds(uploadedThermal(MEASURED));
      double processor = deployed.processorSeconds("thermal-service") - before;

      List<Instant> counted = ends.subList(ends.size() / 5, ends.size());
      double seconds = Duration.between(counted.getFirst(), counted.getLast()).toMillis() / 1e3;
      rates.add((counted.size() - 1) / seconds);
      System.out.printf(
          Locale.ROOT,
          "cluster: %d thermal worker(s) with a tenth of a processor each: %.2f recordings/s, %.3f s of the processors for each%n",
          replicas,
          rates.getLast(),
          processor / ends.size());
    }

    System.out.printf(
        Locale.ROOT,
        "cluster: two workers are %.2f times as fast as one, on %d processors for all of the cluster (goal 1.9 where processors allow)%n",
        rates.getLast() / rates.getFirst(),
        Runtime.getRuntime().availableProcessors());
    assertThat(rates).hasSize(2);
  }

  /** Uploads as fast as that goes; the thermal recordings of them. */
  private Set<String> uploadedThermal(int count) {
    Set<String> before = fleet.accepted().keySet();
    fleet.upload(2 * count);
    return fleet.accepted().entrySet().stream()
        .filter(each -> Fleet.isThermal(each.getValue()) && !before.contains(each.getKey()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Awaits the ends of the thermal stage of some recordings; in order. */
  private List<Instant> thermalEnds(Set<String> recordings) {
    List<Instant> ends = new ArrayList<>();
    for (String recording : recordings) {
      ends.add(
          await(recording + " to pass the thermal stage")
              .atMost(PATIENCE)
              .pollInterval(ONE_SECOND)
              .pollDelay(Duration.ZERO)
              .until(() -> thermalEnd(recording), Optional::isPresent)
              .orElseThrow());
    }
    ends.sort(null);
    return ends;
  }

  /** When the thermal stage of a recording ended. */
  private Optional<Instant> thermalEnd(String recording) {
    return camera
        .view(recording)
        .orElseThrow()
        .path("timeline")
        .valueStream()
        .filter(step -> step.path("stage").asText().equals("thermal"))
        .map(step -> Instant.parse(step.path("at").asText()))
        .findFirst();
  }

  /** Waits until nothing is left to do with each of these, and does something else meanwhile. */
  private void awaitDone(Set<String> recordings, Runnable meanwhile) {
    for (String recording : recordings) {
      await()
          .atMost(PATIENCE)
          .pollInterval(ONE_SECOND)
          .pollDelay(Duration.ZERO)
          .untilAsserted(
              () -> {
                Optional<JsonNode> view = camera.view(recording);
                boolean done = view.filter(ClusterSuite::isDone).isPresent();
                if (!done) {
                  meanwhile.run();
                }
                assertThat(done).as("%s is done: %s", recording, view).isTrue();
              });
    }
  }

  private static boolean isDone(JsonNode view) {
    return !view.path("status").asText().equals("processing");
  }

  private void awaitArtefact(String recording) {
    await("an artefact of " + recording)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                camera
                    .view(recording)
                    .map(view -> !view.path("artefacts").isEmpty())
                    .orElse(false));
  }

  private static String since(long nanoTime) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - nanoTime) / 1e9);
  }

  /** The recordings of the camera, as they stand in the listing. */
  private List<JsonNode> listed() throws InterruptedException {
    Optional<String> any = Optional.empty();
    RecordingListing listing =
        new RecordingListing(
            operator,
            new RecordingListing.Query(
                Optional.of("trial"), any, any, Optional.empty(), Optional.empty()),
            fleet.accepted().size());
    List<JsonNode> all = new ArrayList<>();
    while (listing.hasNext()) {
      all.add(listing.next().orElseThrow());
    }
    return all;
  }
}

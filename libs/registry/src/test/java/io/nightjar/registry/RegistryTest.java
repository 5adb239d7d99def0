package io.nightjar.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.Part;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On a real store, as replicas do it at the same time. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.700Z");
  private static final long LARGEST_ID = (1L << 53) - 1;

  private EmbeddedProcess embedded;
  private ObjectStore store;
  private Registry registry;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    embedded = EmbeddedProcess.start(EmbeddedOptions.in(folder).withParts(Part.S3));
    store =
        new MinioObjectStore(
            new StoreSettings(
                embedded.addresses().storeEndpoint(),
                "us-east-1",
                "nightjar",
                embedded.options().accessKey(),
                embedded.options().secretKey(),
                Duration.ofSeconds(30)));
    store.prepare();
    registry = new Registry(store, InstantSource.fixed(NOW));
  }

  @AfterAll
  void stop() {
    store.close();
    embedded.close();
  }

  @Test
  void ofSeveralWhoRegisterTheSameNameAtOnceOneWins() throws Exception {
    DeviceIdentity camera = new DeviceIdentity("races", "Camera 1");

    List<Optional<Device>> outcomes =
        atOnce(
            8,
            () -> registry.devices().register(camera, Optional.of("hash"), OptionalLong.empty()));

    List<Device> winners = outcomes.stream().flatMap(Optional::stream).toList();
    assertThat(winners).hasSize(1);
    Device winner = winners.getFirst();
    assertThat(winner.id()).isBetween(1L, LARGEST_ID);
    assertThat(registry.devices().find(winner.id())).contains(winner);
    List<String> ids = new ArrayList<>();
    store.list("devices-by-id/", object -> ids.add(object.key()));
    assertThat(ids).contains("devices-by-id/" + winner.id() + ".json");
  }

  @Test
  void anInvitationLetsNoMoreInThanItSays() throws Exception {
    Invitations.Given given = registry.invitations().invite("races", 5, Duration.ofDays(1));

    List<Boolean> outcomes = atOnce(12, () -> registry.invitations().use("races", given.code()));

    assertThat(outcomes.stream().filter(open -> open)).hasSize(5);
    List<String> keys = new ArrayList<>();
    store.list("invitations/races/", object -> keys.add(object.key()));
    assertThat(keys).hasSize(6).noneMatch(key -> key.contains(given.code()));
  }

  @Test
  void anInvitationThatIsOverOrTakenBackLetsNobodyIn() throws Exception {
    Invitations.Given over = registry.invitations().invite("over", 1, Duration.ofDays(1));
    Invitations.Given taken = registry.invitations().invite("over", 1, Duration.ofDays(1));
    registry.invitations().withdraw("over", taken.invitation().id());
    Registry later = new Registry(store, InstantSource.fixed(NOW.plus(Duration.ofDays(1))));

    assertThat(later.invitations().use("over", over.code())).isFalse();
    assertThat(registry.invitations().use("over", taken.code())).isFalse();
    assertThat(registry.invitations().use("other", over.code())).isFalse();
    assertThat(registry.invitations().use("over", over.code())).isTrue();
  }

  @Test
  void anOpenGroupLetsNoMoreInThanItSays() throws Exception {
    registry.registrationWindows().open("wide", 5, NOW.plusSeconds(60));

    List<Optional<RegistrationWindow>> outcomes =
        atOnce(12, () -> registry.registrationWindows().use("wide"));

    assertThat(outcomes.stream().flatMap(Optional::stream)).hasSize(5);
    assertThat(registry.registrationWindows().find("wide").orElseThrow().registered()).isEqualTo(5);
  }

  @Test
  void anOpenGroupIsClosedAtItsEndForEveryReplica() throws Exception {
    Instant end = NOW.plusSeconds(60);
    registry.registrationWindows().open("window", 5, end);
    Registry justBefore = new Registry(store, InstantSource.fixed(end.minusMillis(1)));
    Registry atTheEnd = new Registry(store, InstantSource.fixed(end));

    assertThat(justBefore.registrationWindows().use("window")).isPresent();
    assertThat(atTheEnd.registrationWindows().use("window")).isEmpty();
    assertThat(atTheEnd.registrationWindows().isOpen("window")).isFalse();
    assertThat(registry.registrationWindows().isOpen("never opened")).isFalse();
  }

  @Test
  void aGroupThatIsClosedEarlyStaysSoUntilItIsOpenedAnewWithAllItsPlaces() throws Exception {
    RegistrationWindow first = registry.registrationWindows().open("early", 1, NOW.plusSeconds(60));
    registry.registrationWindows().use("early");
    Registry later = new Registry(store, InstantSource.fixed(NOW.plusSeconds(1)));

    later.registrationWindows().close("early");

    assertThat(later.registrationWindows().use("early")).isEmpty();
    later.registrationWindows().open("early", 1, NOW.plusSeconds(60));
    assertThat(later.registrationWindows().use("early")).isPresent();
    // What was counted in the window before, is no place in this one.
    later.registrationWindows().giveBack(first);
    assertThat(later.registrationWindows().use("early")).isEmpty();
  }

  @Test
  void aTokenIsRevokedOnceAndListedInPages() throws Exception {
    List<String> ids = List.of("A", "a", "b/../c", "d");
    Registry later = new Registry(store, InstantSource.fixed(NOW.plusSeconds(5)));
    for (String id : ids) {
      registry.revokedTokens().revoke(id, "root");
    }

    later.revokedTokens().revoke("a", "another");

    List<RevokedToken> page = registry.revokedTokens().all(Optional.empty(), 3);
    List<RevokedToken> rest = registry.revokedTokens().all(Optional.of(page.getLast().id()), 1_000);
    assertThat(page).hasSize(3);
    List<RevokedToken> all = new ArrayList<>(page);
    all.addAll(rest);
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(
            ids.stream().map(id -> new RevokedToken(id, NOW, "root")).toList());
    assertThat(registry.revokedTokens().contains("b/../c")).isTrue();
    assertThat(registry.revokedTokens().contains("c")).isFalse();
  }

  @Test
  void changesOfOneDeviceAtOnceAllHappenAndAreAllKept() throws Exception {
    DeviceIdentity camera = new DeviceIdentity("changes", "camera");
    registry.devices().registered(camera);

    atOnce(6, () -> registry.devices().renew(camera));

    // Each makes the tokens of one second more void: the first those of the second that it is.
    assertThat(registry.devices().find(camera).orElseThrow().tokensValidFrom())
        .isEqualTo(Instant.parse("2026-03-01T12:00:06Z"));
    List<String> keys = new ArrayList<>();
    store.list("devices/changes/camera/", object -> keys.add(object.key()));
    assertThat(keys)
        .hasSize(7)
        .startsWith("devices/changes/camera/0000000001.json")
        .endsWith("devices/changes/camera/0000000007.json");
  }

  @Test
  void aTokenIsVoidFromTheRevocationOnAndOneOfTheSameSecondToo() throws Exception {
    DeviceIdentity camera = new DeviceIdentity("revoked", "camera");
    Device before = registry.devices().registered(camera);
    Instant second = Instant.parse("2026-03-01T12:00:00Z");
    assertThat(before.accepts(second)).isTrue();
    assertThat(before.accepts(second.minusSeconds(1))).isFalse();

    Device revoked = registry.devices().revoke(camera).orElseThrow();
    Device renewed = registry.devices().renew(camera).orElseThrow();

    assertThat(revoked.accepts(second.plusSeconds(100))).isFalse();
    assertThat(renewed.accepts(second.plusSeconds(1))).isFalse();
    assertThat(renewed.accepts(second.plusSeconds(2))).isTrue();
  }

  @Test
  void devicesOfAGroupComeInPages() throws Exception {
    for (String name : List.of("a", "a b", "b", "c")) {
      registry.devices().registered(new DeviceIdentity("pages", name));
    }
    registry.devices().revoke(new DeviceIdentity("pages", "a"));
    registry.devices().registered(new DeviceIdentity("pages2", "d"));

    List<Device> first = registry.devices().of("pages", Optional.empty(), 3);
    List<Device> second =
        registry.devices().of("pages", Optional.of(first.getLast().identity().device()), 3);

    assertThat(first).hasSize(3);
    assertThat(second).hasSize(1);
    List<Device> all = new ArrayList<>(first);
    all.addAll(second);
    assertThat(all)
        .extracting(device -> device.identity().device())
        .containsExactlyInAnyOrder("a", "a b", "b", "c");
    assertThat(all.stream().filter(Device::revoked)).hasSize(1);
  }

  @Test
  void aPersonOfAProviderIsGivenARoleBeforeTheyComeAndALocalOneNot() throws Exception {
    registry.people().give("oidc:anna", "roles", Role.VIEWER);
    registry.people().give("oidc:anna", "other", Role.OWNER);

    assertThat(registry.people().give("anna", "roles", Role.VIEWER)).isEmpty();

    assertThat(registry.people().of("roles")).extracting(Person::name).containsExactly("oidc:anna");
    registry.people().take("oidc:anna", "roles");
    assertThat(registry.people().of("roles")).isEmpty();
    assertThat(registry.people().find("oidc:anna").orElseThrow().roles())
        .containsExactly(java.util.Map.entry("other", Role.OWNER));
  }

  /** Its numbers are worked by hand in {@link RecordingNumbersTest}. */
  @Test
  void aRecordingHasTheNextNumberWhereAnotherHasItsFirst() throws Exception {
    RecordingId id = RecordingId.parse("01890a5d-ac96-774b-bcce-b302099a8057").orElseThrow();
    RecordingId other = RecordingId.parse("019a1b2c-3d4e-7f50-8123-456789abcdef").orElseThrow();
    byte[] taken = other.toString().getBytes(StandardCharsets.US_ASCII);
    store.put("recording-numbers/6289065221568229", taken, "text/plain");

    List<Long> told = atOnce(6, () -> registry.recordingNumbers().of(id));

    assertThat(told).containsOnly(6510354664557660L);
    assertThat(registry.recordingNumbers().of(id)).isEqualTo(6510354664557660L);
    assertThat(registry.recordingNumbers().of(other)).isEqualTo(1016117534741088L);
    assertThat(registry.recordingNumbers().find(6510354664557660L)).contains(id);
    assertThat(registry.recordingNumbers().find(6289065221568229L)).contains(other);
    assertThat(registry.recordingNumbers().find(1L)).isEmpty();
  }

  private static <T> List<T> atOnce(int count, Callable<T> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> outcomes = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(java.util.Collections.nCopies(count, call))) {
        outcomes.add(future.get());
      }
      return outcomes;
    }
  }
}

package io.nightjar.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerAndStore.class)
@Timeout(120)
@Tag("process")
class StoreContractTest {
  private static final BentStore.Bend STRAIGHT = (asked, store, whole) -> store.answer();

  private final Sandbox sandbox;

  StoreContractTest(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Test
  void isKeptByAStoreThatIsOne() throws IOException {
    List<StoreContract.Finding> findings = new ArrayList<>();

    StoreContract.check(sandbox.store(), findings::add);

    assertThat(findings)
        .allMatch(
            finding ->
                finding instanceof StoreContract.Kept || finding instanceof StoreContract.Limited)
        .extracting(StoreContract.Finding::ability)
        .containsExactly(StoreContract.Ability.values());
    assertThat(sandbox.keys(ObjectKeys.CHECKS)).isEmpty();
    assertThat(sandbox.unfinishedUploads()).isEmpty();
  }

  /** So that a verdict on a bent store is the bend's, and not the proxy's. */
  @Test
  void isKeptThroughTheProxyOfTheseTests() throws IOException {
    assertThat(brokenAbilities(STRAIGHT)).isEmpty();
  }

  @Test
  void isBrokenWhereAConditionIsSilentlyIgnored() throws IOException {
    BentStore.Answered created =
        new BentStore.Answered(200, Headers.of("ETag", "\"0\""), ByteString.EMPTY);

    assertThat(brokenAbilities(insteadOf412(() -> created)))
        .containsExactly(StoreContract.Ability.CONDITIONAL_CREATE);
  }

  @Test
  void isKeptWhereAConflictIsAnswered409() throws IOException {
    assertThat(brokenAbilities(insteadOf412(StoreContractTest::conflict))).isEmpty();
  }

  @Test
  void isKeptWhereEveryOtherRefusalIsAConflict() throws IOException {
    AtomicInteger refusals = new AtomicInteger();

    List<StoreContract.Ability> broken =
        brokenAbilities(
            insteadOf412(
                () ->
                    refusals.incrementAndGet() % 2 == 1
                        ? conflict()
                        : BentStore.Answered.error(412, "PreconditionFailed")));

    assertThat(broken).isEmpty();
    assertThat(refusals).hasPositiveValue();
  }

  @Test
  void isBrokenWhereConditionsAreNotImplemented() throws IOException {
    assertThat(
            brokenAbilities(
                (asked, store, whole) ->
                    asked.has("if-none-match")
                        ? BentStore.Answered.error(501, "NotImplemented")
                        : store.answer()))
        .containsExactly(StoreContract.Ability.CONDITIONAL_CREATE);
  }

  @Test
  void isBrokenWhereRangesAreIgnored() throws IOException {
    assertThat(
            brokenAbilities(
                (asked, store, whole) ->
                    asked.has("range")
                        ? new BentStore.Answered(200, store.answer().headers(), whole.orElseThrow())
                        : store.answer()))
        .containsExactly(StoreContract.Ability.RANGES);
  }

  @Test
  void isBrokenWhereUploadsInPartsAreNotImplemented() throws IOException {
    assertThat(
            brokenAbilities(
                (asked, store, whole) ->
                    asked.path().contains("uploads")
                        ? BentStore.Answered.error(501, "NotImplemented")
                        : store.answer()))
        .containsExactly(
            StoreContract.Ability.MULTIPART,
            StoreContract.Ability.NAMED_PARTS,
            StoreContract.Ability.LIST_UPLOADS,
            StoreContract.Ability.ABANDON);
  }

  @Test
  void isBrokenInListingAloneWhereUploadsAreTakenAndNotListed() throws IOException {
    assertThat(
            brokenAbilities(
                (asked, store, whole) ->
                    asked.method().equals("GET") && asked.path().contains("uploads")
                        ? BentStore.Answered.error(501, "NotImplemented")
                        : store.answer()))
        .containsExactly(StoreContract.Ability.LIST_UPLOADS, StoreContract.Ability.ABANDON);
  }

  /** As rclone's answers, which don't say who began an upload. */
  @Test
  void isBrokenInListingAloneWhereTheListOfUploadsCanNotBeRead() throws IOException {
    assertThat(
            brokenAbilities(
                (asked, store, whole) -> {
                  BentStore.Answered answer = store.answer();
                  return asked.method().equals("GET") && asked.path().contains("uploads")
                      ? new BentStore.Answered(
                          answer.status(),
                          answer.headers(),
                          ByteString.encodeUtf8(
                              answer
                                  .body()
                                  .utf8()
                                  .replaceAll("(?s)<Initiator>.*?</Initiator>", "")))
                      : answer;
                }))
        .containsExactly(StoreContract.Ability.LIST_UPLOADS);
  }

  /** As Ceph's radosgw, which makes an object of all parts or of none. */
  @Test
  void isUsableWhereOtherPartsAreNotDropped() throws IOException {
    List<StoreContract.Finding> findings = new ArrayList<>();
    try (BentStore bent =
            new BentStore(
                sandbox.storeSettings().endpoint(),
                (asked, store, whole) ->
                    asked.method().equals("POST")
                            && asked.path().contains("drop-parts")
                            && asked.path().contains("uploadId")
                        ? BentStore.Answered.error(400, "InvalidPart")
                        : store.answer());
        ObjectStore store = sandbox.storeAt(bent.endpoint())) {
      StoreContract.check(store, findings::add);
      StoreContract.prove(store);
    }

    assertThat(findings)
        .filteredOn(finding -> !(finding instanceof StoreContract.Kept))
        .singleElement()
        .isInstanceOf(StoreContract.Limited.class)
        .extracting(StoreContract.Finding::ability)
        .isEqualTo(StoreContract.Ability.DROP_PARTS);
    assertThat(sandbox.unfinishedUploads()).isEmpty();
  }

  @Test
  void namesAllThatIsMissingOnce() throws IOException {
    try (BentStore bent =
            new BentStore(
                sandbox.storeSettings().endpoint(),
                (asked, store, whole) ->
                    asked.has("if-none-match") || asked.path().contains("uploads")
                        ? BentStore.Answered.error(501, "NotImplemented")
                        : store.answer());
        ObjectStore store = sandbox.storeAt(bent.endpoint())) {

      assertThatExceptionOfType(StoreContractException.class)
          .isThrownBy(() -> StoreContract.prove(store))
          .withMessageContainingAll(
              "the store of bucket " + store.bucket() + " can't be used",
              "conditional create: the store refuses with 501",
              "multipart upload: the store refuses with 501");
    }
  }

  @Test
  void isNotJudgedByAStoreThatIsDown() throws IOException {
    try (BentStore bent =
            new BentStore(
                sandbox.storeSettings().endpoint(),
                (asked, store, whole) ->
                    asked.has("if-none-match")
                        ? BentStore.Answered.error(503, "SlowDown")
                        : store.answer());
        ObjectStore busy = sandbox.storeAt(bent.endpoint());
        ObjectStore gone = sandbox.storeAt(URI.create("http://127.0.0.1:1"))) {

      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> StoreContract.prove(busy));
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> StoreContract.prove(gone));
    }
  }

  /** A claim that a 409 left open must not be given to two. */
  @Test
  void aConflictThatStaysIsARefusalOnlyIfAnObjectStands() throws IOException {
    try (BentStore bent =
            new BentStore(
                sandbox.storeSettings().endpoint(),
                (asked, store, whole) ->
                    asked.has("if-none-match") && asked.path().contains("contested")
                        ? conflict()
                        : store.answer());
        ObjectStore store = sandbox.storeAt(bent.endpoint())) {
      byte[] body = "body".getBytes(StandardCharsets.US_ASCII);
      sandbox.store().put("contested/1", body, "text/plain");

      assertThat(store.putIfAbsent("contested/1", body, "text/plain")).isFalse();
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.putIfAbsent("contested/2", body, "text/plain"))
          .satisfies(e -> assertThat(e.status()).hasValue(409));
    }
  }

  private static BentStore.Answered conflict() {
    return BentStore.Answered.error(409, "ConditionalRequestConflict");
  }

  private static BentStore.Bend insteadOf412(Supplier<BentStore.Answered> other) {
    return (asked, store, whole) -> {
      BentStore.Answered answer = store.answer();
      return asked.has("if-none-match") && answer.status() == 412 ? other.get() : answer;
    };
  }

  private List<StoreContract.Ability> brokenAbilities(BentStore.Bend bend) throws IOException {
    List<StoreContract.Ability> broken = new ArrayList<>();
    try (BentStore bent = new BentStore(sandbox.storeSettings().endpoint(), bend);
        ObjectStore store = sandbox.storeAt(bent.endpoint())) {
      StoreContract.check(
          store,
          finding -> {
            if (finding instanceof StoreContract.Broken) {
              broken.add(finding.ability());
            }
          });
    }
    return broken;
  }
}

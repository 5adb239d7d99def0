package io.nightjar.pipeline.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.minio.errors.XmlParserException;
import io.nightjar.pipeline.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this pipeline relies on, tried on the store itself under a prefix of its own. A store that
 * ignores {@code If-None-Match} looks fine until two cameras' claims meet; here it shows at once.
 */
public final class StoreContract {
  private static final Logger LOG = LoggerFactory.getLogger(StoreContract.class);
  private static final String TEXT = "text/plain";
  private static final String BINARY = "application/octet-stream";

  /** Answers that no repetition changes: malformed, not allowed, no such range, not implemented. */
  private static final Set<Integer> REFUSALS = Set.of(400, 405, 409, 411, 416, 501);

  private static final int WRITERS = 8;
  private static final int SMALL = 1000;
  private static final int TWO_PARTS = MinioObjectStore.PART_SIZE + 3;
  private static final List<String> KEYS_IN_ORDER =
      List.of("a-b", "a.b", "a/b", "a0", "b%41", "b%4D/1", "b%4D/2");

  private final ObjectStore store;
  private final String prefix;
  private Optional<String> faultOfListing = Optional.of("an upload under way is not listed");

  private StoreContract(ObjectStore store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  /** What a store has to be able to do. */
  public enum Ability {
    /** What was written or removed is seen so by the next reader. */
    READ_AFTER_WRITE("read after write"),
    /** Of many that create an object only if it is not there, one is told that it did. */
    CONDITIONAL_CREATE("conditional create"),
    /** Any range of an object's bytes can be read. */
    RANGES("range reads"),
    /** Objects are listed in the order of their keys, from any key on. */
    LIST_ORDER("list in key order"),
    /** An object goes up in two parts. */
    MULTIPART("multipart upload"),
    /** Parts may have any numbers; those that are named at the end become the object. */
    NAMED_PARTS("completion with the named parts"),
    /**
     * Parts that are not named at the end are dropped. Where they are a reason to refuse instead,
     * an upload that a replica left amid a part ends as one that is lost, and its sender begins
     * anew.
     */
    DROP_PARTS("dropping of other parts"),
    /** Unfinished uploads are listed. */
    LIST_UPLOADS("list unfinished uploads"),
    /** Of an abandoned upload nothing is left. */
    ABANDON("abandon an upload");

    private final String label;

    Ability(String label) {
      this.label = label;
    }

    /** Its name for people. */
    public String label() {
      return label;
    }
  }

  /** What the trial of an ability came to. */
  public sealed interface Finding {
    /** What was tried. */
    Ability ability();
  }

  /** The store can do it. */
  public record Kept(Ability ability) implements Finding {}

  /**
   * The store can't, or says that it did what it did not.
   *
   * @param what was seen, for people
   */
  public record Broken(Ability ability, String what) implements Finding {}

  /**
   * The store can't, and what follows from it is bearable.
   *
   * @param what was seen and what follows, for people
   */
  public record Limited(Ability ability, String what) implements Finding {}

  /**
   * Tries every ability; returns if the store has all that are needed.
   *
   * @throws StoreException if the store could not be reached, which is worth a retry
   * @throws StoreContractException if it lacks one that is needed, which is not
   */
  public static void prove(ObjectStore store) throws StoreException {
    List<Broken> broken = new ArrayList<>();
    check(
        store,
        finding -> {
          switch (finding) {
            case Kept _ -> {}
            case Limited one ->
                LOG.atWarn()
                    .addKeyValue("ability", one.ability().label())
                    .addKeyValue("what", one.what())
                    .log("The store lacks what can be done without");
            case Broken one -> broken.add(one);
          }
        });
    if (!broken.isEmpty()) {
      throw new StoreContractException(store.bucket(), broken);
    }
  }

  /**
   * Tries every ability and tells of each what came out.
   *
   * @throws StoreException if the store could not be reached
   */
  public static void check(ObjectStore store, Consumer<Finding> each) throws StoreException {
    String prefix = ObjectKeys.CHECKS + UUID.randomUUID() + "/";
    StoreContract contract = new StoreContract(store, prefix);
    try {
      for (Ability ability : Ability.values()) {
        each.accept(contract.finding(ability));
      }
    } finally {
      contract.removeAll();
    }
  }

  private Finding finding(Ability ability) throws StoreException {
    Optional<String> fault;
    try {
      fault = fault(ability);
    } catch (StoreException e) {
      fault = refusal(e);
      if (fault.isEmpty()) {
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException("cannot try " + ability.label(), e);
    }
    return fault.map(what -> lacking(ability, what)).orElseGet(() -> new Kept(ability));
  }

  private static Finding lacking(Ability ability, String what) {
    return switch (ability) {
      case DROP_PARTS -> new Limited(ability, what);
      case READ_AFTER_WRITE,
          CONDITIONAL_CREATE,
          RANGES,
          LIST_ORDER,
          MULTIPART,
          NAMED_PARTS,
          LIST_UPLOADS,
          ABANDON ->
          new Broken(ability, what);
    };
  }

  /** What is wrong if asking again would change nothing; empty if it might. */
  private static Optional<String> refusal(StoreException e) {
    if (e.getCause() instanceof XmlParserException unreadable) {
      return Optional.of("the store's answer can't be read: " + unreadable.getMessage());
    }
    return e.status().stream()
        .filter(REFUSALS::contains)
        .mapToObj(status -> "the store refuses with " + status + ": " + e.getCause())
        .findFirst();
  }

  private Optional<String> fault(Ability ability) throws IOException {
    return switch (ability) {
      case READ_AFTER_WRITE -> readAfterWrite();
      case CONDITIONAL_CREATE -> conditionalCreate();
      case RANGES -> ranges();
      case LIST_ORDER -> listOrder();
      case MULTIPART -> multipart();
      case NAMED_PARTS -> namedParts();
      case DROP_PARTS -> dropParts();
      case LIST_UPLOADS -> listUploads();
      case ABANDON -> abandon();
    };
  }

  private Optional<String> readAfterWrite() throws StoreException {
    String key = prefix + "read-after-write";
    for (String body : List.of("first", "second")) {
      store.put(key, bytes(body), TEXT);
      if (!holds(key, body)) {
        return Optional.of("the " + body + " write is not what is read then");
      }
    }
    store.delete(key);
    return when(store.find(key, SMALL).isPresent(), "an object is there after it was removed");
  }

  private Optional<String> conditionalCreate() throws StoreException {
    String key = prefix + "conditional-create";
    if (!store.putIfAbsent(key, bytes("first"), TEXT)) {
      return Optional.of("If-None-Match: * refuses the first writer");
    }
    if (store.putIfAbsent(key, bytes("second"), TEXT)) {
      return Optional.of("If-None-Match: * is ignored: a second writer is told that it created");
    }
    if (!holds(key, "first")) {
      return Optional.of("the second writer was refused and its bytes were stored");
    }
    return race();
  }

  private Optional<String> race() throws StoreException {
    String key = prefix + "race";
    List<Integer> winners = new ArrayList<>();
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> told =
          IntStream.range(0, WRITERS)
              .mapToObj(n -> writers.submit(() -> store.putIfAbsent(key, bytes("w" + n), TEXT)))
              .toList();
      for (int n = 0; n < WRITERS; n++) {
        if (answer(told.get(n))) {
          winners.add(n);
        }
      }
    }
    if (winners.size() != 1) {
      return Optional.of(winners.size() + " of " + WRITERS + " writers at once created one object");
    }
    return when(!holds(key, "w" + winners.getFirst()), "the bytes are not the winner's");
  }

  private static boolean answer(Future<Boolean> told) throws StoreException {
    try {
      return told.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StoreException fault
          ? fault
          : new StoreException("a conditional write broke", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while conditional writes were tried", e);
    }
  }

  private Optional<String> ranges() throws IOException {
    String key = prefix + "ranges";
    String digits = "0123456789";
    store.put(key, bytes(digits), TEXT);
    for (int[] range : new int[][] {{0, 1}, {3, 4}, {9, 1}}) {
      String wanted = digits.substring(range[0], range[0] + range[1]);
      String got = new String(range(key, range[0], range[1]), US_ASCII);
      if (!got.equals(wanted)) {
        return Optional.of("asked for " + wanted + " out of " + digits + ", it gives " + got);
      }
    }
    return Optional.empty();
  }

  /** Reads a byte more than was asked for, to see whether the store sends more. */
  private byte[] range(String key, int offset, int length) throws IOException {
    try (InputStream body = store.open(key, offset, length)) {
      return body.readNBytes(length + 1);
    }
  }

  private Optional<String> listOrder() throws StoreException {
    String folder = prefix + "list/";
    for (String name : KEYS_IN_ORDER.reversed()) {
      store.put(folder + name, bytes(name), TEXT);
    }
    List<String> all = names(folder, "");
    if (!all.equals(KEYS_IN_ORDER)) {
      return Optional.of("listed " + all + " instead of " + KEYS_IN_ORDER);
    }
    String second = KEYS_IN_ORDER.get(1);
    List<String> rest = names(folder, folder + second);
    return when(
        !rest.equals(KEYS_IN_ORDER.subList(2, KEYS_IN_ORDER.size())),
        "listed " + rest + " as what comes after " + second);
  }

  private List<String> names(String folder, String after) throws StoreException {
    List<String> names = new ArrayList<>();
    store.list(folder, after, object -> names.add(object.key().substring(folder.length())));
    return names;
  }

  private Optional<String> multipart() throws IOException {
    String key = prefix + "multipart";
    var body = new TwoParts(() -> lookForUpload(key));
    var sent = new DigestInputStream(body, Sha256.digest());
    store.put(key, sent, BINARY);
    var received = new DigestInputStream(store.open(key), Sha256.digest());
    try (received) {
      received.transferTo(OutputStream.nullOutputStream());
    }
    boolean same =
        Arrays.equals(sent.getMessageDigest().digest(), received.getMessageDigest().digest());
    return when(!same, "an object of two parts is not what was sent");
  }

  /** Resumable uploads leave numbers out. */
  private Optional<String> namedParts() throws IOException {
    return completed("named-parts", List.of(7));
  }

  /** And they leave parts behind that came too late. */
  private Optional<String> dropParts() throws IOException {
    return completed("drop-parts", List.of(3, 7, 9))
        .map(
            what ->
                what
                    + "; resumable uploads that are left amid a part will have to begin anew at"
                    + " their end");
  }

  /** What is wrong with an object made of part 7 alone, whatever others there are. */
  private Optional<String> completed(String name, List<Integer> numbers) throws IOException {
    PartedUpload upload = store.parted().begin(prefix + name, BINARY);
    List<StoredPart> named = new ArrayList<>();
    try (PartSpool part = store.parted().spool()) {
      part.append(bytes("named"), 0, 5);
      for (int number : numbers) {
        StoredPart stored = store.parted().put(upload, number, part);
        if (number == 7) {
          named.add(stored);
        }
      }
    }
    if (!store.parted().complete(upload, named)) {
      store.parted().abandon(upload);
      return Optional.of("the store refuses to make an object of one part out of parts " + numbers);
    }
    return when(!holds(upload.key(), "named"), "the object is not the one part that was named");
  }

  /** What is wrong with the listing is told when that is tried; the upload goes on. */
  private void lookForUpload(String key) throws StoreException {
    try {
      if (isListed(key)) {
        faultOfListing = Optional.empty();
      }
    } catch (StoreException e) {
      faultOfListing = refusal(e);
      if (faultOfListing.isEmpty()) {
        throw e;
      }
    }
  }

  /** Of the upload before: each costs a part. */
  private Optional<String> listUploads() throws StoreException {
    if (faultOfListing.isPresent()) {
      return faultOfListing;
    }
    return when(isListed(prefix + "multipart"), "an upload is listed after it was completed");
  }

  private Optional<String> abandon() throws IOException {
    String key = prefix + "abandon";
    try {
      store.put(
          key,
          new TwoParts(
              () -> {
                throw new IOException("the body ends here");
              }),
          BINARY);
      return Optional.of("a body that ended early was stored");
    } catch (SourceFailedException expected) {
      LOG.atTrace().addKeyValue("cause", expected.getMessage()).log("The body ended as meant");
    }
    if (store.find(key, SMALL).isPresent()) {
      return Optional.of("an abandoned upload left an object");
    }
    return when(isListed(key), "an abandoned upload is still listed");
  }

  private boolean isListed(String key) throws StoreException {
    List<String> uploads = new ArrayList<>();
    store.listUploads(key, upload -> uploads.add(upload.key()));
    return uploads.contains(key);
  }

  private boolean holds(String key, String body) throws StoreException {
    return store.find(key, SMALL).filter(found -> Arrays.equals(found, bytes(body))).isPresent();
  }

  /** What stays is swept later; it must not hide what the trial came to. */
  private void removeAll() {
    try {
      List<String> keys = new ArrayList<>();
      store.list(prefix, object -> keys.add(object.key()));
      for (String key : keys) {
        store.delete(key);
      }
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("prefix", prefix)
          .addKeyValue("cause", String.valueOf(e))
          .log("What was tried with is still in the store");
    }
  }

  private static Optional<String> when(boolean broken, String what) {
    return broken ? Optional.of(what) : Optional.empty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  /** Does something before a body ends, while its upload is under way. */
  @FunctionalInterface
  private interface Ending {
    void run() throws IOException;
  }

  /** A body that fills a part and three bytes of a second one. */
  private static final class TwoParts extends InputStream {
    private final Ending ending;
    private int position;

    TwoParts(Ending ending) {
      this.ending = ending;
    }

    @Override
    public int read() throws IOException {
      if (position == TWO_PARTS) {
        ending.run();
        return -1;
      }
      return ((position++ * 31) >> 4) & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = Math.min(length, TWO_PARTS - position);
      for (int n = 0; n < count; n++) {
        buffer[offset + n] = (byte) read();
      }
      if (count == 0 && length > 0) {
        return read();
      }
      return count;
    }
  }
}

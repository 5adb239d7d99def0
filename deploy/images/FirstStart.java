import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Starts a program once on a broker and a store of its own, until it is ready, and stops it: so it is known to start from what
 * an image will hold. On the way a service unpacks FFmpeg, or the JVM writes a class cache, where an option says. Run as a
 * single source file, with the options of the JVM, the embedded program's as well:
 *
 * <pre>java FirstStart.java EMBEDDED-FOLDER JAVA PROGRAM-JAR [OPTION...]</pre>
 */
public final class FirstStart {
  private static final String EMBEDDED = "nightjar-embedded.jar";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Map<String, String> KEYS =
      Map.of("NIGHTJAR_STORE_ACCESS_KEY", "training", "NIGHTJAR_STORE_SECRET_KEY", "training-only");

  private final Path work;
  private final Path embedded;

  private FirstStart(Path work, Path embedded) {
    this.work = work;
    this.embedded = embedded;
  }

  public static void main(String[] args) throws Exception {
    Path work = Files.createTempDirectory("training");
    try {
      var training = new FirstStart(work, Path.of(args[0]).resolve(EMBEDDED));
      String java = args[1];
      Path jar = Path.of(args[2]);
      List<String> options = List.of(args).subList(3, args.length);
      if (jar.endsWith(EMBEDDED)) {
        training.run(java, jar, options, Optional.empty());
      } else {
        training.run(
            ProcessHandle.current().info().command().orElseThrow(),
            training.embedded,
            List.of(),
            Optional.of(new Service(java, jar, options)));
      }
    } finally {
      remove(work);
    }
  }

  private record Service(String java, Path jar, List<String> options) {}

  private void run(String java, Path log, List<String> options, Optional<Service> service)
      throws Exception {
    Path ready = work.resolve("ready");
    int kafka = free();
    int s3 = free();
    Process process =
        start(
            Map.of(),
            Stream.of(
                    Stream.of(java),
                    options.stream(),
                    Stream.of("-jar", log.toString(), "--data", work.resolve("data").toString()),
                    Stream.of("--kafka-port", String.valueOf(kafka), "--s3-port", String.valueOf(s3)),
                    Stream.of("--bucket", "nightjar", "--ready-file", ready.toString()))
                .flatMap(part -> part)
                .toList());
    try {
      await(process, () -> Files.exists(ready));
      if (service.isPresent()) {
        run(service.get(), kafka, s3);
      }
    } finally {
      stop(process);
    }
  }

  private void run(Service service, int kafka, int s3) throws Exception {
    int management = free();
    Process process =
        start(
            Map.of(
                "NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + kafka,
                "NIGHTJAR_KAFKA_REPLICATION_FACTOR", "1",
                "NIGHTJAR_STORE_ENDPOINT", "http://127.0.0.1:" + s3,
                "QUARKUS_HTTP_PORT", String.valueOf(free()),
                "QUARKUS_MANAGEMENT_PORT", String.valueOf(management)),
            Stream.of(
                    Stream.of(service.java(), "-Xmx512m"),
                    own(service.options()),
                    Stream.of("-jar", service.jar().toString()))
                .flatMap(part -> part)
                .toList());
    try {
      await(process, () -> isReady(management));
    } finally {
      stop(process);
    }
  }

  /** A service refuses settings that are not its own: {@code KEYS} stands for those that only ingest has. */
  private Stream<String> own(List<String> options) throws Exception {
    String keys = "-Dnightjar.token.keys-file=" + keys();
    return options.stream().map(option -> option.equals("KEYS") ? keys : option);
  }

  /** A key that verifies nothing anywhere: ingest asks for a file, and it goes with the training. */
  private Path keys() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var pair = generator.generateKeyPair();
    var point = ((ECPublicKey) pair.getPublic()).getW();
    String key =
        """
        {"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"training","x":"%s","y":"%s","d":"%s"}]}
        """
            .formatted(
                coordinate(point.getAffineX()),
                coordinate(point.getAffineY()),
                coordinate(((ECPrivateKey) pair.getPrivate()).getS()));
    return Files.writeString(work.resolve("token-keys.json"), key);
  }

  /** 32 bytes, as RFC 7518 (6.2.1.2) asks. */
  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] exact = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, exact, 32 - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(exact);
  }

  private static Process start(Map<String, String> environment, List<String> command)
      throws IOException {
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(KEYS);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static void await(Process process, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("not ready: " + process.info().commandLine().orElse("ended"));
      }
      Thread.sleep(200);
    }
  }

  private static boolean isReady(int port) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready")).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

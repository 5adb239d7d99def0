package io.nightjar.local.cluster;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.images.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Nightjar in a namespace of its own, by the overlay for trying out with KEDA. */
final class Deployed implements AutoCloseable {
  static final List<String> WORKERS =
      Services.NAMES.stream().filter(name -> !name.equals("ingest-service")).toList();

  private static final Map<String, Integer> MANAGEMENT_PORTS =
      Map.of("thermal-service", 19081, "audio-service", 19082, "thumbnail-service", 19083);
  private static final Path LOGS = Path.of("target/cluster");
  private static final String PINNED = "autoscaling.keda.sh/paused-replicas";
  private static final String PROCESSOR_TIME = "process_cpu_time_ns_total";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String FROM_ANYWHERE =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: trial-to-ingest
      spec:
        podSelector:
          matchLabels:
            app.kubernetes.io/name: ingest-service
        policyTypes: [Ingress]
        ingress:
          - ports:
              - port: http
      """;

  private final Kubectl kubectl;
  private final Path folder;

  private Deployed(Kubectl kubectl, Path folder) {
    this.kubectl = kubectl;
    this.folder = folder;
  }

  /**
   * Applies the overlay, and waits until all is ready.
   *
   * @throws AssertionError if the namespace is there already: what is in it may be somebody's
   */
  static Deployed apply(Kubectl kubectl, Path root) throws IOException, InterruptedException {
    if (!kubectl.run("get", "namespace", Kubectl.NAMESPACE, "--ignore-not-found").isBlank()) {
      throw new AssertionError(
          "the cluster has a namespace "
              + Kubectl.NAMESPACE
              + "; this trial needs one of its own, and ends it");
    }
    Path overlays = root.resolve("deploy/kubernetes/overlays");
    Deployed deployed = new Deployed(kubectl, overlays.resolve("evaluation-keda"));
    Process up =
        new ProcessBuilder(overlays.resolve("evaluation/up").toString(), "--keda")
            .inheritIO()
            .start();
    if (up.waitFor() != 0) {
      deployed.close();
      throw new AssertionError("the overlay did not become ready");
    }
    return deployed;
  }

  /** A value of a secret. */
  String secret(String name, String key) {
    String encoded = kubectl.json("get", "secret", name).path("data").path(key).asText();
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  /**
   * The address of ingest within the cluster, which this machine's nodes may come to from now on.
   */
  String openedIngest() throws IOException {
    Path policy = Files.createTempFile("from-nodes", ".yaml");
    try {
      Files.writeString(policy, FROM_ANYWHERE);
      kubectl.run("apply", "-f", policy.toString());
    } finally {
      Files.delete(policy);
    }
    return address("ingest-service");
  }

  private String address(String service) {
    return kubectl.json("get", "service", service).at("/spec/clusterIP").asText();
  }

  /** How many pods of a service there are, whatever they do. */
  int replicas(String service) {
    return deployment(service).at("/status/replicas").asInt();
  }

  /** How many pods of a service are ready. */
  int ready(String service) {
    return deployment(service).at("/status/readyReplicas").asInt();
  }

  /** How many pods each of the workers has, whatever they do. */
  Map<String, Integer> replicas() {
    return kubectl
        .json("get", "deployments")
        .path("items")
        .valueStream()
        .filter(each -> WORKERS.contains(each.at("/metadata/name").asText()))
        .collect(
            Collectors.toMap(
                each -> each.at("/metadata/name").asText(),
                each -> each.at("/status/replicas").asInt()));
  }

  private JsonNode deployment(String service) {
    return kubectl.json("get", "deployment", service);
  }

  /** Holds a worker at a number of replicas, whatever waits, and waits until they are ready. */
  void pin(String worker, int replicas) {
    kubectl.run("annotate", "--overwrite", "scaledobject", worker, PINNED + "=" + replicas);
    await(replicas + " of " + worker)
        .atMost(PATIENCE)
        .until(() -> replicas(worker) == replicas && ready(worker) == replicas);
  }

  /** Lets a worker come and go again with what waits. */
  void release(String worker) {
    kubectl.run("annotate", "scaledobject", worker, PINNED + "-");
  }

  /** Replaces all pods of a service by new ones, and waits until that is done. */
  void rollOut(String service) {
    kubectl.run("rollout", "restart", "deployment/" + service);
    awaitRollOut(service);
  }

  /** Gives a service another image, and waits until all its pods have it. */
  void upgrade(String service, String tag) {
    kubectl.run("set", "image", "deployment/" + service, "service=nightjar/" + service + ":" + tag);
    awaitRollOut(service);
  }

  private void awaitRollOut(String service) {
    kubectl.run("rollout", "status", "deployment/" + service, "--timeout=300s");
  }

  /** The names of a service's pods that have begun to run. */
  List<String> pods(String service) {
    return kubectl
        .json("get", "pods", "-l", "app.kubernetes.io/name=" + service)
        .path("items")
        .valueStream()
        .filter(pod -> pod.at("/status/phase").asText().equals("Running"))
        .map(pod -> pod.at("/metadata/name").asText())
        .toList();
  }

  /** Ends a pod by SIGKILL. */
  void kill(String pod) {
    kubectl.run("delete", "pod", pod, "--grace-period=0", "--force", "--wait=false");
  }

  /** The nodes that take pods. */
  List<String> nodes() {
    return kubectl
        .json("get", "nodes")
        .path("items")
        .valueStream()
        .filter(node -> !node.at("/spec/unschedulable").asBoolean())
        .map(node -> node.at("/metadata/name").asText())
        .toList();
  }

  /** The node of the one pod that holds broker and store. */
  String nodeOfLogAndStore() {
    return kubectl
        .json("get", "pods", "-l", "app.kubernetes.io/name=embedded")
        .at("/items/0/spec/nodeName")
        .asText();
  }

  /** Empties a node as an operator does, within the budgets of disruption, and gives it back. */
  void drain(String node) {
    try {
      kubectl.run("drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=300s");
      Services.NAMES.forEach(
          service ->
              await(service + " elsewhere")
                  .atMost(PATIENCE)
                  .until(() -> ready(service) == replicas(service)));
    } finally {
      kubectl.run("uncordon", node);
    }
  }

  /** Seconds of processor time that the pods of a worker, as they are now, have taken. */
  double processorSeconds(String worker) throws IOException, InterruptedException {
    double seconds = 0;
    for (String pod : pods(worker)) {
      try (PortForward management =
          PortForward.to(kubectl, "pod/" + pod, MANAGEMENT_PORTS.getOrDefault(worker, 0))) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://" + management.address() + "/q/metrics"))
                .build();
        String metrics = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        seconds +=
            metrics
                .lines()
                .filter(line -> line.startsWith(PROCESSOR_TIME))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
      }
    }
    return seconds / 1e9;
  }

  /** Limits what each pod of a worker may take of the processors. */
  void limitProcessors(String worker, String cpu) {
    kubectl.run(
        "set", "resources", "deployment/" + worker, "--limits=cpu=" + cpu, "--requests=cpu=" + cpu);
    awaitRollOut(worker);
  }

  /** Writes down what the pods that are there have said, a file for each service. */
  private void saveLogs() throws IOException {
    Files.createDirectories(LOGS);
    for (String service : Services.NAMES) {
      String said =
          kubectl.run(
              "logs",
              "--selector=app.kubernetes.io/name=" + service,
              "--tail=-1",
              "--prefix",
              "--ignore-errors");
      Files.writeString(LOGS.resolve(service + ".log"), said);
    }
  }

  /** Takes all away again, the namespace as well; what its pods have said is kept. */
  @Override
  public void close() throws IOException {
    try {
      saveLogs();
    } finally {
      kubectl.run("delete", "-k", folder.toString(), "--ignore-not-found", "--timeout=300s");
    }
  }
}

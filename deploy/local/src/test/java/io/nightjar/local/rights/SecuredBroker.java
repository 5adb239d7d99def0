package io.nightjar.local.rights;

import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker whose clients speak TLS and name themselves (SCRAM-SHA-512), and may do nothing that
 * they were not given the right to. Its certificate is made for it and lives for a day; the plain
 * listener is the administrator's.
 */
final class SecuredBroker implements AutoCloseable {
  private static final String STORE_PASSWORD = "a-test-store";
  private static final int ITERATIONS = 4096;

  private final EmbeddedProcess embedded;
  private final Admin admin;
  private final int port;
  private final Path certificate;

  private SecuredBroker(EmbeddedProcess embedded, int port, Path certificate) {
    this.embedded = embedded;
    this.port = port;
    this.certificate = certificate;
    this.admin = Admin.create(Map.of("bootstrap.servers", embedded.addresses().bootstrapServers()));
  }

  static SecuredBroker start(Path folder) throws IOException, InterruptedException {
    Path keys = folder.resolve("broker.p12");
    Path certificate = folder.resolve("broker.pem");
    keytool(
        keys,
        "-genkeypair -alias broker -keyalg EC -dname CN=broker -ext SAN=ip:127.0.0.1 -validity 1");
    keytool(keys, "-exportcert -alias broker -rfc -file " + certificate);
    int port = LoopbackPorts.free();
    Path properties =
        Files.writeString(
            folder.resolve("secured.properties"),
            """
            listeners=SECURED://127.0.0.1:PORT
            advertised.listeners=SECURED://127.0.0.1:PORT
            listener.security.protocol.map=SECURED:SASL_SSL
            sasl.enabled.mechanisms=SCRAM-SHA-512
            listener.name.secured.scram-sha-512.sasl.jaas.config=\
            org.apache.kafka.common.security.scram.ScramLoginModule required;
            ssl.keystore.type=PKCS12
            ssl.keystore.location=KEYS
            ssl.keystore.password=PASSWORD
            ssl.key.password=PASSWORD
            authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
            super.users=User:ANONYMOUS
            """
                .replace("PORT", Integer.toString(port))
                .replace("KEYS", keys.toString())
                .replace("PASSWORD", STORE_PASSWORD));
    EmbeddedOptions options =
        EmbeddedOptions.in(folder.resolve("data")).withKafkaProperties(properties);
    return new SecuredBroker(EmbeddedProcess.start(options), port, certificate);
  }

  EmbeddedProcess embedded() {
    return embedded;
  }

  /** Where clients reach it that name themselves. */
  String securedAddress() {
    return "127.0.0.1:" + port;
  }

  /** Makes a topic, as an administrator does who grants no right to make any. */
  void makeTopics(Collection<String> topics) throws ExecutionException, InterruptedException {
    admin
        .createTopics(topics.stream().map(name -> new NewTopic(name, 2, (short) 1)).toList())
        .all()
        .get();
  }

  Set<String> topics() throws ExecutionException, InterruptedException {
    return new TreeSet<>(admin.listTopics().names().get());
  }

  /** Makes a user, and returns what its client must be told, as a service's variables. */
  Map<String, String> user(String name, String password)
      throws ExecutionException, InterruptedException {
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    name,
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                    password)))
        .all()
        .get();
    return Map.of(
        "NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS",
        "127.0.0.1:" + port,
        "NIGHTJAR_KAFKA_CLIENT__SECURITY_PROTOCOL_",
        "SASL_SSL",
        "NIGHTJAR_KAFKA_CLIENT__SASL_MECHANISM_",
        "SCRAM-SHA-512",
        "NIGHTJAR_KAFKA_CLIENT__SASL_JAAS_CONFIG_",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
            + name
            + "\" password=\""
            + password
            + "\";",
        "NIGHTJAR_KAFKA_CLIENT__SSL_TRUSTSTORE_TYPE_",
        "PEM",
        "NIGHTJAR_KAFKA_CLIENT__SSL_TRUSTSTORE_LOCATION_",
        certificate.toString());
  }

  /** Gives a user rights on a topic. */
  void grant(String user, String topic, AclOperation... operations)
      throws ExecutionException, InterruptedException {
    grant(user, ResourceType.TOPIC, topic, operations);
  }

  /** Gives a user the right to read in a group. */
  void grantGroup(String user, String group) throws ExecutionException, InterruptedException {
    grant(user, ResourceType.GROUP, group, AclOperation.READ);
  }

  private void grant(String user, ResourceType type, String name, AclOperation... operations)
      throws ExecutionException, InterruptedException {
    ResourcePattern resource = new ResourcePattern(type, name, PatternType.LITERAL);
    List<AclBinding> rights = new ArrayList<>();
    for (AclOperation operation : operations) {
      rights.add(
          new AclBinding(
              resource,
              new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
    }
    admin.createAcls(rights).all().get();
  }

  /** What was denied to whom since the start, as the broker tells it. */
  List<String> denials() throws IOException {
    return embedded.log().stream().filter(line -> line.contains("is Denied")).toList();
  }

  @Override
  public void close() {
    admin.close();
    embedded.close();
  }

  private static void keytool(Path keys, String arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass"));
    command.add(STORE_PASSWORD);
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + arguments);
    }
  }
}

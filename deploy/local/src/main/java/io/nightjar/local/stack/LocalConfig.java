package io.nightjar.local.stack;

import io.nightjar.local.terminal.Failure;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.store.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code local.json} says: where the stack answers and with which keys. Only its owner may
 * read the file.
 *
 * @param services the address of each service, by its name
 * @param management the address of each service's health and metrics, by its name
 * @param kafka the message log
 * @param store the object store
 * @param device a device that may send recordings
 * @param operatorToken lets its bearer do everything
 */
public record LocalConfig(
    Map<String, URI> services,
    Map<String, URI> management,
    Kafka kafka,
    Store store,
    Device device,
    String operatorToken) {

  public LocalConfig {
    services = Map.copyOf(services);
    management = Map.copyOf(management);
  }

  /** The broker: {@code host:port}. */
  public record Kafka(String bootstrapServers) {}

  /** The object store, path-style, signature version 4. */
  public record Store(
      URI endpoint, String region, String bucket, String accessKey, String secretKey) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** What reaches it. */
    public StoreSettings settings() {
      return new StoreSettings(endpoint, region, bucket, accessKey, secretKey, TIMEOUT);
    }
  }

  /** A device and its token. */
  public record Device(String name, String group, String token) {}

  LocalConfig withTokens(String deviceToken, String operator) {
    return new LocalConfig(
        services,
        management,
        kafka,
        store,
        new Device(device.name(), device.group(), deviceToken),
        operator);
  }

  /** Where recordings go. */
  public URI ingest() {
    return service(Service.INGEST);
  }

  URI service(Service service) {
    return address(services, service.label());
  }

  /** Where a service tells of its health. */
  URI management(String service) {
    return address(management, service);
  }

  private static URI address(Map<String, URI> addresses, String service) {
    URI address = addresses.get(service);
    if (address == null) {
      throw Failure.because("local.json names no " + service + "; remove it and run up");
    }
    return address;
  }

  int port(Service service) {
    return service(service).getPort();
  }

  int managementPort(Service service) {
    return management(service.label()).getPort();
  }

  int kafkaPort() {
    return URI.create("kafka://" + kafka.bootstrapServers()).getPort();
  }

  /** Reads the file; empty if there is none. */
  public static Optional<LocalConfig> read(Path file) {
    try {
      return Optional.of(Json.read(Files.readAllBytes(file), LocalConfig.class));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw Failure.because(
          "can't read " + file + " (" + e.getMessage() + "); if it is damaged, remove it", e);
    }
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(draft, Json.document(this));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}

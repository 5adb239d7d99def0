package io.nightjar.local.stack;

import io.nightjar.embedded.LoopbackPorts;
import io.nightjar.local.terminal.Failure;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where everything listens, on the loopback address.
 *
 * @param services the port of each service's HTTP server
 * @param management where each service tells of its health and gives its metrics
 * @param kafka the broker's port
 * @param s3 the object store's port
 */
public record Ports(
    Map<Service, Integer> services, Map<Service, Integer> management, int kafka, int s3) {
  /** The first port of the stack unless it is told otherwise. */
  public static final int DEFAULT_BASE = 18_080;

  static final String HOST = "127.0.0.1";

  /** The setting's name. */
  public static final String BASE_VARIABLE = "NIGHTJAR_PORT_BASE";

  /** The setting's name. */
  public static final String KAFKA_VARIABLE = "NIGHTJAR_KAFKA_PORT";

  /** The setting's name. */
  public static final String S3_VARIABLE = "NIGHTJAR_S3_PORT";

  private static final int KAFKA_OFFSET = 12;
  private static final int S3_OFFSET = 20;
  private static final int MANAGEMENT_OFFSET = 1_000;
  private static final int HIGHEST_PORT = 65_535;

  public Ports {
    services = Map.copyOf(services);
    management = Map.copyOf(management);
  }

  /**
   * Chooses each port by its own setting, or by its offset from the stack's first port.
   *
   * @param settings {@code NIGHTJAR_PORT_BASE} and {@code NIGHTJAR_*_PORT}, each optional
   * @throws Failure if a port is no port
   */
  public static Ports choose(Map<String, String> settings) {
    int first = port(settings, BASE_VARIABLE, DEFAULT_BASE);
    var services = new EnumMap<Service, Integer>(Service.class);
    for (Service service : Service.values()) {
      services.put(service, port(settings, service.portVariable(), first + service.portOffset()));
    }
    int kafka = port(settings, KAFKA_VARIABLE, first + KAFKA_OFFSET);
    int s3 = port(settings, S3_VARIABLE, first + S3_OFFSET);
    var management = new EnumMap<Service, Integer>(Service.class);
    for (Service service : Service.values()) {
      int otherwise = first + MANAGEMENT_OFFSET + service.portOffset();
      management.put(service, port(settings, service.managementPortVariable(), otherwise));
    }
    return new Ports(services, management, kafka, s3);
  }

  /** Whether a setting is one of those that choose ports. */
  public static boolean isVariable(String name) {
    return name.equals(BASE_VARIABLE)
        || name.equals(KAFKA_VARIABLE)
        || name.equals(S3_VARIABLE)
        || Arrays.stream(Service.values())
            .anyMatch(
                one ->
                    one.portVariable().equals(name) || one.managementPortVariable().equals(name));
  }

  /**
   * A different port for each server, none of which is listened on now.
   *
   * @throws IOException if there are not enough
   */
  public static Ports free() throws IOException {
    Set<Integer> free = new LinkedHashSet<>();
    while (free.size() < 2 * Service.values().length + 2) {
      free.add(LoopbackPorts.free());
    }
    Iterator<Integer> next = free.iterator();
    return new Ports(oneEach(next), oneEach(next), next.next(), next.next());
  }

  private static Map<Service, Integer> oneEach(Iterator<Integer> free) {
    Map<Service, Integer> ports = new EnumMap<>(Service.class);
    for (Service service : Service.values()) {
      ports.put(service, free.next());
    }
    return ports;
  }

  private static int port(Map<String, String> settings, String name, int otherwise) {
    String text = settings.getOrDefault(name, "");
    String shown = text.isBlank() ? Integer.toString(otherwise) : text;
    try {
      int port = Integer.parseInt(shown);
      if (port > 0 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // The same answer as for a number out of range.
    }
    throw Failure.usage(name + " is no port: " + shown);
  }
}

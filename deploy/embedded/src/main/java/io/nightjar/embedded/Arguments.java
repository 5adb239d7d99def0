package io.nightjar.embedded;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The program's arguments, checked.
 *
 * @param parts what to run; never empty
 * @param data the folder that holds everything the parts store
 * @param kafkaPort the broker's port, 0 for a free one
 * @param s3Host the address that the object store listens on; the broker's others are Kafka's
 *     settings
 * @param s3Port the object store's port, 0 for a free one
 * @param bucket a bucket to make at start if it is not there
 * @param readyFile where to write the addresses once every part answers
 * @param kafkaProperties further settings of the broker
 * @param livesWith the process whose end is also this program's
 * @param accessKey the S3 access key
 * @param secretKey the S3 secret key
 */
record Arguments(
    Set<Part> parts,
    Path data,
    int kafkaPort,
    String s3Host,
    int s3Port,
    Optional<String> bucket,
    Optional<Path> readyFile,
    Optional<Path> kafkaProperties,
    Optional<Long> livesWith,
    String accessKey,
    String secretKey) {

  static final String ACCESS_KEY = "NIGHTJAR_STORE_ACCESS_KEY";
  static final String SECRET_KEY = "NIGHTJAR_STORE_SECRET_KEY";

  static final String USAGE =
      """
      usage: nightjar-embedded --data DIR [--parts kafka,s3] [--kafka-port N] [--s3-port N]
                               [--bucket NAME] [--ready-file FILE] [--lives-with PID]
                               [--kafka-properties FILE] [--s3-host ADDRESS]
        ports: 0, the default, takes a free one
        host:  the address that the store listens on, 127.0.0.1 unless told otherwise
        keys:  the S3 keys come from the environment, NIGHTJAR_STORE_ACCESS_KEY and NIGHTJAR_STORE_SECRET_KEY""";

  /**
   * Reads the command line. Keys come from the environment only: anyone on the machine can read a
   * process's arguments.
   *
   * @throws RefusedStart if an argument is missing, unknown or out of range
   */
  static Arguments parse(List<String> arguments, Map<String, String> environment) {
    var builder = new Builder();
    for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
      String name = left.next();
      if (!left.hasNext()) {
        throw RefusedStart.usage("unknown argument, or no value after it: " + name);
      }
      builder.set(name, left.next());
    }
    return builder.build(environment);
  }

  private static final class Builder {
    private Set<Part> parts = EnumSet.allOf(Part.class);
    private Optional<Path> data = Optional.empty();
    private int kafkaPort;
    private String s3Host = LoopbackPorts.HOST;
    private int s3Port;
    private Optional<String> bucket = Optional.empty();
    private Optional<Path> readyFile = Optional.empty();
    private Optional<Path> kafkaProperties = Optional.empty();
    private Optional<Long> livesWith = Optional.empty();

    void set(String name, String value) {
      switch (name) {
        case "--data" -> data = Optional.of(Path.of(value).toAbsolutePath().normalize());
        case "--parts" -> parts = parts(value);
        case "--kafka-port" -> kafkaPort = (int) number(name, value, 65_535);
        case "--s3-host" -> s3Host = address(value);
        case "--s3-port" -> s3Port = (int) number(name, value, 65_535);
        case "--bucket" -> bucket = Optional.of(bucketName(value));
        case "--ready-file" -> readyFile = Optional.of(Path.of(value).toAbsolutePath());
        case "--kafka-properties" -> kafkaProperties = Optional.of(Path.of(value).toAbsolutePath());
        case "--lives-with" -> livesWith = Optional.of(number(name, value, Long.MAX_VALUE));
        default -> throw RefusedStart.usage("unknown argument: " + name);
      }
    }

    Arguments build(Map<String, String> environment) {
      Path folder = data.orElseThrow(() -> RefusedStart.usage("--data is needed"));
      boolean store = parts.contains(Part.S3);
      return new Arguments(
          parts,
          folder,
          kafkaPort,
          s3Host,
          s3Port,
          bucket,
          readyFile,
          kafkaProperties,
          livesWith,
          store ? key(environment, ACCESS_KEY) : "",
          store ? key(environment, SECRET_KEY) : "");
    }

    private static Set<Part> parts(String value) {
      var chosen = EnumSet.noneOf(Part.class);
      for (String name : Arrays.asList(value.split(",", -1))) {
        chosen.add(
            Arrays.stream(Part.values())
                .filter(part -> part.label().equals(name))
                .findFirst()
                .orElseThrow(() -> RefusedStart.usage("--parts: no such part: " + name)));
      }
      return chosen;
    }

    private static long number(String name, String value, long most) {
      try {
        long number = Long.parseLong(value);
        if (number >= 0 && number <= most) {
          return number;
        }
      } catch (NumberFormatException notANumber) {
        // Falls through to the same answer as a number out of range.
      }
      throw RefusedStart.usage(name + ": not a number from 0 to " + most + ": " + value);
    }

    private static String address(String value) {
      try {
        return InetAddress.ofLiteral(value).getHostAddress();
      } catch (IllegalArgumentException notAnAddress) {
        throw RefusedStart.usage("--s3-host: not an address: " + value);
      }
    }

    private static String bucketName(String value) {
      if (!value.matches("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")) {
        throw RefusedStart.usage("--bucket: not a bucket name: " + value);
      }
      return value;
    }

    private static String key(Map<String, String> environment, String name) {
      String value = environment.getOrDefault(name, "");
      if (value.isBlank()) {
        throw RefusedStart.usage("the environment variable " + name + " is needed");
      }
      return value;
    }
  }
}

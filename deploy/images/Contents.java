import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lists what an image holds, as CycloneDX 1.6 in JSON: every jar that lies in the program's folder, the Java, FFmpeg where it
 * is unpacked, and the packages that the C library is of. It looks at the files, not at what a build meant to put there. Run
 * as a single source file; it writes to standard output, and the same files make the same bytes:
 *
 * <pre>java Contents.java SERVICE FOLDER EPOCH-SECONDS [PACKAGE-URL...]</pre>
 *
 * where a package URL, such as {@code pkg:deb/debian/libc6@2.36-9}, names a package of the system.
 */
public final class Contents {
  /** group:artifact:classifier:type:version, as Quarkus writes it. */
  private static final Pattern COORDINATES = Pattern.compile("([^:]*):([^:]*):([^:]*):([^:]*):([^:]*)");

  private static final Pattern FILE = Pattern.compile("(.+?)-(\\d.*)\\.jar");
  private static final Pattern PACKAGE = Pattern.compile("pkg:.*/([^/@]+)@([^?]+)(\\?.*)?");

  private Contents() {}

  private record Component(String type, String group, String name, String version, String url, String sha256) {
    String json() {
      List<String> fields = new ArrayList<>();
      fields.add(field("type", type));
      fields.add(field("bom-ref", url));
      if (!group.isEmpty()) {
        fields.add(field("group", group));
      }
      fields.add(field("name", name));
      fields.add(field("version", version));
      fields.add(field("purl", url));
      if (!sha256.isEmpty()) {
        fields.add("\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"" + sha256 + "\"}]");
      }
      return "{" + String.join(",", fields) + "}";
    }
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    List<Component> components = new ArrayList<>();
    components.addAll(jars(folder));
    components.addAll(java(folder));
    components.addAll(ffmpeg(folder));
    for (String url : List.of(args).subList(3, args.length)) {
      components.add(ofSystem(url));
    }
    String list = String.join(",\n", components.stream().map(Component::json).distinct().sorted().toList());
    UUID serial = UUID.nameUUIDFromBytes((args[0] + list).getBytes(StandardCharsets.UTF_8));
    System.out.printf(
        """
        {"$schema":"http://cyclonedx.org/schema/bom-1.6.schema.json","bomFormat":"CycloneDX","specVersion":"1.6",
        "serialNumber":"urn:uuid:%s","version":1,
        "metadata":{"timestamp":"%s","component":{"type":"container","bom-ref":"image","name":"nightjar/%s"}},
        "components":[
        %s
        ]}
        """,
        serial, Instant.ofEpochSecond(Long.parseLong(args[2])), args[0], list);
  }

  private static List<Component> jars(Path folder) throws Exception {
    Map<String, Matcher> known = known(folder);
    List<Component> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        found.add(ofJar(jar, known));
      }
    }
    return found;
  }

  /** Coordinates by the name that Quarkus gives to a file of them. */
  private static Map<String, Matcher> known(Path folder) throws IOException {
    Map<String, Matcher> known = new HashMap<>();
    Path list = folder.resolve("quarkus-app-dependencies.txt");
    for (String line : Files.exists(list) ? Files.readAllLines(list) : List.<String>of()) {
      Matcher match = COORDINATES.matcher(line);
      if (match.matches()) {
        String classifier = match.group(3).isEmpty() ? "" : "-" + match.group(3);
        known.put(match.group(1) + "." + match.group(2) + "-" + match.group(5) + classifier + ".jar", match);
      }
    }
    return known;
  }

  private static Component ofJar(Path jar, Map<String, Matcher> known) throws Exception {
    String file = jar.getFileName().toString();
    String sha256 = sha256(jar);
    Matcher match = known.get(file);
    if (match != null) {
      return maven(match.group(1), match.group(2), match.group(5), match.group(3), sha256);
    }
    try (JarFile content = new JarFile(jar.toFile())) {
      // A jar into which others are packed has several; its own is the one that it is called after.
      for (var entry : content.stream().filter(one -> one.getName().endsWith("/pom.properties")).toList()) {
        Properties own = new Properties();
        own.load(content.getInputStream(entry));
        if (file.startsWith(own.getProperty("artifactId", "?") + "-" + own.getProperty("version"))) {
          return maven(own.getProperty("groupId"), own.getProperty("artifactId"), own.getProperty("version"), "", sha256);
        }
      }
    }
    Matcher named = FILE.matcher(file);
    String name = named.matches() ? named.group(1) : file.replace(".jar", "");
    String version = named.matches() ? named.group(2) : sha256.substring(0, 12);
    return new Component("library", "", name, version, "pkg:generic/" + name + "@" + encoded(version), sha256);
  }

  private static Component maven(String group, String name, String version, String classifier, String sha256) {
    String url = "pkg:maven/" + group + "/" + name + "@" + encoded(version) + "?type=jar";
    return new Component(
        "library", group, name, version, classifier.isEmpty() ? url : url.replace("?", "?classifier=" + classifier + "&"), sha256);
  }

  /** The Java in the folder; the one that runs this is what it was cut from. */
  private static List<Component> java(Path folder) {
    if (!Files.isDirectory(folder.resolve("java"))) {
      return List.of();
    }
    String version = System.getProperty("java.runtime.version").replaceFirst("-.*", "");
    String url = "pkg:generic/openjdk@" + encoded(version);
    return List.of(new Component("platform", System.getProperty("java.vendor"), "openjdk", version, url, ""));
  }

  private static List<Component> ffmpeg(Path folder) throws Exception {
    Path unpacked = folder.resolve("ffmpeg");
    if (!Files.isDirectory(unpacked)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(unpacked)) {
      Path program = files.filter(file -> file.endsWith("ffmpeg") && Files.isRegularFile(file)).findFirst().orElseThrow();
      // Its folder is called ffmpeg-VERSION-...
      String version = program.getParent().getFileName().toString().split("-")[1];
      return List.of(new Component("application", "", "ffmpeg", version, "pkg:generic/ffmpeg@" + version, sha256(program)));
    }
  }

  private static Component ofSystem(String url) {
    Matcher match = PACKAGE.matcher(url);
    if (!match.matches()) {
      throw new IllegalArgumentException("no package URL: " + url);
    }
    return new Component("library", "", match.group(1), match.group(2), url, "");
  }

  private static String encoded(String version) {
    return version.replace("+", "%2B");
  }

  private static String field(String name, String value) {
    return "\"" + name + "\":\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes out of the jars in a folder the native libraries that are for other systems and processors than this one: compressors
 * bring theirs for up to 18 of them, 9 MB. The same jars make the same bytes. Run as a single source file:
 *
 * <pre>java OwnPlatform.java FOLDER</pre>
 */
public final class OwnPlatform {
  /** system/processor/library, as the compressors lay them out. */
  private static final Pattern NATIVE =
      Pattern.compile(
          "(?:.*/)?(aix|darwin|mac|freebsd|win|windows|sunos|linux[\\w-]*)/([\\w-]+)/[^/]+\\.(?:so|dll|dylib|jnilib|a)",
          Pattern.CASE_INSENSITIVE);

  private OwnPlatform() {}

  public static void main(String[] args) throws IOException {
    List<String> processors =
        System.getProperty("os.arch").equals("aarch64") ? List.of("aarch64", "arm64") : List.of("amd64", "x86_64");
    try (Stream<Path> files = Files.walk(Path.of(args[0]))) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        cut(jar, processors);
      }
    }
  }

  private static void cut(Path jar, List<String> processors) throws IOException {
    Path fresh = jar.resolveSibling(jar.getFileName() + ".cut");
    try (ZipFile whole = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> kept = whole.stream().filter(entry -> isOwn(entry.getName(), processors)).toList();
      if (kept.size() == whole.size()) {
        return;
      }
      try (var out = new ZipOutputStream(Files.newOutputStream(fresh))) {
        for (ZipEntry entry : kept) {
          ZipEntry same = new ZipEntry(entry.getName());
          same.setTimeLocal(entry.getTimeLocal());
          out.putNextEntry(same);
          whole.getInputStream(entry).transferTo(out);
          out.closeEntry();
        }
      }
    }
    Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isOwn(String name, List<String> processors) {
    Matcher match = NATIVE.matcher(name);
    return !match.matches()
        || match.group(1).toLowerCase(Locale.ROOT).equals("linux")
            && processors.contains(match.group(2).toLowerCase(Locale.ROOT));
  }
}

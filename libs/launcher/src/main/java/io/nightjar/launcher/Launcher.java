package io.nightjar.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;

/**
 * The main class of every program's jar, compiled for Java 8: on a Java that is too old it says so,
 * where the JVM itself would say {@code UnsupportedClassVersionError}. Else it goes on with the
 * program's own main class, which the jar names in {@value #MAIN_CLASS}.
 */
public final class Launcher {
  /** A file in the program's jar: one line, the name of a class. */
  static final String MAIN_CLASS = "/META-INF/nightjar/main-class";

  private static final int OLDEST = 25;

  /** The exit code where the right Java is missing ({@code EX_UNAVAILABLE} of sysexits.h). */
  private static final int UNAVAILABLE = 69;

  private Launcher() {}

  /** Called by the JVM. */
  public static void main(String[] arguments) throws Throwable {
    String version = System.getProperty("java.specification.version", "");
    if (isTooOld(version)) {
      System.err.println(refusal(version, System.getProperty("java.home", "")));
      System.exit(UNAVAILABLE);
    }
    try {
      Class.forName(mainClass()).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Whether this version is older than all that can run the program; {@code 1.8} was one once. */
  static boolean isTooOld(String version) {
    try {
      return Double.parseDouble(version) < OLDEST;
    } catch (NumberFormatException e) {
      return false; // of a form that no version has had so far: newer
    }
  }

  static String refusal(String version, String home) {
    return "Nightjar needs Java "
        + OLDEST
        + " or newer; this is Java "
        + version
        + " ("
        + home
        + "). Start it with the java of a newer one: /PATH/TO/JDK/bin/java -jar ..."
        + System.lineSeparator()
        + "There is one for every system at https://adoptium.net.";
  }

  private static String mainClass() throws IOException {
    InputStream file = Launcher.class.getResourceAsStream(MAIN_CLASS);
    if (file == null) {
      throw new IOException("this program was packaged without " + MAIN_CLASS);
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return lines.readLine();
    }
  }
}

package io.nightjar.runtime.start;

import io.nightjar.runtime.settings.SettingsReport;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintStream;
import java.util.List;

/**
 * Starts a service if its settings make sense. If not, it says all that is wrong at once on
 * standard error, and ends with {@link #WRONG_SETTINGS}; trying again without a change will not
 * help.
 */
@QuarkusMain
public final class ServiceMain {
  /** The exit code of a start with settings that do not fit ({@code EX_CONFIG} of sysexits.h). */
  public static final int WRONG_SETTINGS = 78;

  private ServiceMain() {}

  /** Called by the JVM. */
  public static void main(String... arguments) {
    // Before the first class asks for a log, or it would be the JDK's.
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    List<String> problems = SettingsReport.ofThisService().problems();
    if (!problems.isEmpty()) {
      print(problems, System.err);
      System.exit(WRONG_SETTINGS);
    }
    Quarkus.run(arguments);
  }

  private static void print(List<String> problems, PrintStream out) {
    String what = problems.size() == 1 ? "1 setting does" : problems.size() + " settings do";
    out.println("This service can't start: " + what + " not fit.");
    problems.forEach(problem -> out.println("  " + problem));
    out.println("Every setting is described in docs/configuration.md.");
  }
}

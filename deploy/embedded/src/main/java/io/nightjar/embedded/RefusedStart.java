package io.nightjar.embedded;

import java.util.Locale;

/** The program can't start, for a reason that its user can mend; the message says which. */
final class RefusedStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final int USAGE = 2;
  static final int PORT_TAKEN = 3;
  static final int DATA_IN_USE = 4;
  static final int UNFIT_FOLDER = 5;

  private final int exitCode;

  private RefusedStart(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static RefusedStart usage(String message) {
    return new RefusedStart(USAGE, message + System.lineSeparator() + Arguments.USAGE);
  }

  static RefusedStart portTaken(Part part, int port) {
    return new RefusedStart(
        PORT_TAKEN,
        String.format(
            Locale.ROOT,
            "port %d, asked for as the %s port, is taken by another program; choose another with --%s-port",
            port,
            part.label(),
            part.label()));
  }

  static RefusedStart dataInUse(Object folder) {
    return new RefusedStart(
        DATA_IN_USE,
        "the data folder " + folder + " is in use by another running copy of this program");
  }

  static RefusedStart unfitFolder(Object folder, String why) {
    return new RefusedStart(UNFIT_FOLDER, "the folder " + folder + " can't hold objects: " + why);
  }

  int exitCode() {
    return exitCode;
  }
}

package io.nightjar.local.stack;

import java.util.List;

/** The four services of Nightjar, as this machine runs them. */
public enum Service {
  /** Takes the recordings. */
  INGEST("ingest-service", "INGEST", 0, 256),
  /** Decodes thermal video. */
  THERMAL("thermal-service", "THERMAL", 1, 256),
  /** Draws spectrograms. */
  AUDIO("audio-service", "AUDIO", 2, 384),
  /** Draws thumbnails. */
  THUMBNAIL("thumbnail-service", "THUMBNAIL", 3, 256);

  private final String label;
  private final String variable;
  private final int portOffset;
  private final int heapMebibytes;

  Service(String label, String variable, int portOffset, int heapMebibytes) {
    this.label = label;
    this.variable = variable;
    this.portOffset = portOffset;
    this.heapMebibytes = heapMebibytes;
  }

  /** Its name, which is also its folder's. */
  public String label() {
    return label;
  }

  /** How far its port lies above the first port of the stack. */
  int portOffset() {
    return portOffset;
  }

  /** The environment variable that sets its port. */
  public String portVariable() {
    return "NIGHTJAR_" + variable + "_PORT";
  }

  /** The environment variable that sets the port of its health and metrics. */
  public String managementPortVariable() {
    return "NIGHTJAR_" + variable + "_MANAGEMENT_PORT";
  }

  /** The most heap that it has, in MiB. */
  public int heapMebibytes() {
    return heapMebibytes;
  }

  List<String> jvmOptions() {
    return List.of("-Xmx" + heapMebibytes + "m", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC");
  }
}

package io.nightjar.cptv;

/** In which order fields are written: that of a known writer, or as they were read. */
public enum FieldOrder {
  /** The Go recorder, on cameras with a Raspberry Pi. */
  GO("TXYCNDVEBZIPMLOSAUg", "tcabwf", "gwf"),
  /** The firmware of the low-power camera, also known as tc2. */
  TC2("QKJTXYCZDBEINVLOSAUM", "fwtcba", "gfwtcba"),
  /** The Python library. */
  PYTHON("CXYDITPMLOAUSZEBVNg", "tcwabf", "tcwabgf"),
  /** As the header and each frame bring them; a frame that was never stored as {@link #GO}. */
  AS_READ("", "tcabwf", "gwf");

  private final String header;
  private final String frame;
  private final String background;

  FieldOrder(String header, String frame, String background) {
    this.header = header;
    this.frame = frame;
    this.background = background;
  }

  /** Returns the codes of header fields in order; codes that are missing here come last. */
  public String header() {
    return header;
  }

  /** Returns the codes of a frame's fields in order. */
  public String frame() {
    return frame;
  }

  /** Returns the codes of a background frame's fields in order. */
  public String background() {
    return background;
  }
}

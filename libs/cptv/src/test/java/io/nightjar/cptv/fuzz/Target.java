package io.nightjar.cptv.fuzz;

import java.io.IOException;
import java.util.Locale;

/** The fuzz targets; the seeds of each lie in {@code src/test/resources/fuzz} under its name. */
enum Target {
  READER(ReaderTarget.class),
  SECTION(SectionTarget.class),
  INFLATE(InflateTarget.class),
  INDEX(IndexTarget.class),
  WRITER(WriterTarget.class);

  private final Class<?> type;

  Target(Class<?> type) {
    this.type = type;
  }

  String className() {
    return type.getName();
  }

  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Takes one input; throws if the codec does not hold to its word. */
  void accept(byte[] input) throws IOException {
    switch (this) {
      case READER -> ReaderTarget.fuzzerTestOneInput(input);
      case SECTION -> SectionTarget.fuzzerTestOneInput(input);
      case INFLATE -> InflateTarget.fuzzerTestOneInput(input);
      case INDEX -> IndexTarget.fuzzerTestOneInput(input);
      case WRITER -> WriterTarget.fuzzerTestOneInput(input);
    }
  }
}

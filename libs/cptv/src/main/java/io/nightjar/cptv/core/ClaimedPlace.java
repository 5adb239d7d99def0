package io.nightjar.cptv.core;

import io.nightjar.cptv.Field;
import io.nightjar.cptv.Finding;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;

/** Looks at what a header claims of its place; what no place has is said, and not used. */
final class ClaimedPlace {

  private ClaimedPlace() {}

  static void review(Header header, FindingLog findings) {
    review(header, HeaderField.LATITUDE, "latitude", findings);
    review(header, HeaderField.LONGITUDE, "longitude", findings);
    review(header, HeaderField.ALTITUDE, "altitude", findings);
    review(header, HeaderField.ACCURACY, "accuracy", findings);
  }

  private static void review(Header header, HeaderField code, String name, FindingLog findings) {
    Field field = header.field(code).orElse(null);
    if (field != null && !code.allows(field)) {
      findings.add(
          Finding.Kind.LOCATION_IMPLAUSIBLE,
          FindingLog.WHOLE,
          name
              + " "
              + field.real()
              + " lies outside of "
              + code.range()
              + (code == HeaderField.LATITUDE && isSwapped(header)
                  ? " (swapped with the longitude?)"
                  : "")
              + ", and is not used");
    }
  }

  /** Tells whether the two numbers were right the other way round, as one real camera has them. */
  private static boolean isSwapped(Header header) {
    Field latitude = header.field(HeaderField.LATITUDE).orElse(null);
    Field longitude = header.field(HeaderField.LONGITUDE).orElse(null);
    return latitude != null
        && longitude != null
        && !HeaderField.LATITUDE.allows(latitude)
        && HeaderField.LATITUDE.allows(longitude)
        && HeaderField.LONGITUDE.allows(latitude);
  }
}

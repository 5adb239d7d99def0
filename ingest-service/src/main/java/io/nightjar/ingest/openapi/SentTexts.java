package io.nightjar.ingest.openapi;

import io.nightjar.registry.password.Passwords;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * What the names and passwords that callers send must look like: as {@link
 * io.nightjar.pipeline.identity.Names} and {@link Passwords} check them.
 */
final class SentTexts {
  private static final int LONGEST_NAME = 128;
  private static final String CONTROLS = "\\u0000-\\u001F\\u007F-\\u009F";

  /** Printable characters, not all of which are blank. */
  private static final String NAME =
      "^[^CONTROLS]*[^\\sCONTROLS][^CONTROLS]*$".replace("CONTROLS", CONTROLS);

  private static final Set<String> NAMES =
      Set.of("group", "groupname", "device", "devicename", "deviceName", "person");

  private SentTexts() {}

  /** Whether a parameter or a member is a name. */
  static boolean isName(String parameter) {
    return NAMES.contains(parameter);
  }

  /** Makes a text a name. */
  static Schema name(Schema text) {
    return text.minLength(1).maxLength(LONGEST_NAME).pattern(NAME);
  }

  /** Describes those of a document, if it is one that is sent. */
  static void describe(String document, Schema schema) {
    Map<String, Schema> members = schema.getProperties();
    if (members == null || !document.matches("(Field)?(New.*|Credentials)")) {
      return;
    }
    members.forEach(
        (member, form) -> {
          if (isName(member)) {
            name(form);
          } else if (member.equals("password")) {
            form.minLength(Passwords.SHORTEST).maxLength(Passwords.LONGEST);
          }
        });
  }
}

package io.nightjar.ingest.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;

/**
 * Marks the members of documents that are always there: all whose record has no {@code Optional}.
 * One that is not known is left out of an answer, never null, so that no member may be null.
 */
final class RequiredMembers {
  private final IndexView classes;

  RequiredMembers(IndexView classes) {
    this.classes = classes;
  }

  /** Marks those of one document. */
  void mark(String name, Schema schema) {
    Map<String, Schema> members = schema.getProperties();
    if (members == null) {
      return;
    }
    List<String> required = new ArrayList<>();
    members.forEach(
        (member, form) -> {
          boolean optional = mayBeNull(form) || isOptional(members, member);
          forbidNull(form);
          if (!optional) {
            required.add(member);
          }
        });
    schema.setRequired(required.isEmpty() ? null : required);
  }

  private static boolean mayBeNull(Schema form) {
    return isNullable(form)
        || (form.getAnyOf() != null && form.getAnyOf().stream().anyMatch(RequiredMembers::isNull));
  }

  private static boolean isNullable(Schema form) {
    return form.getType() != null && form.getType().contains(Schema.SchemaType.NULL);
  }

  private static boolean isNull(Schema form) {
    return form.getType() != null && form.getType().equals(List.of(Schema.SchemaType.NULL));
  }

  private static void forbidNull(Schema form) {
    if (isNullable(form)) {
      form.removeType(Schema.SchemaType.NULL);
    }
    if (form.getAnyOf() != null) {
      List<Schema> others = form.getAnyOf().stream().filter(one -> !isNull(one)).toList();
      form.setAnyOf(null);
      others.stream().findFirst().ifPresent(only -> form.setRef(only.getRef()));
    }
  }

  /** Enumerations in an {@code Optional} do not show it in their form. */
  private boolean isOptional(Map<String, Schema> members, String member) {
    return classes.getKnownClasses().stream()
        .filter(ClassInfo::isRecord)
        .filter(type -> type.name().toString().startsWith("io.nightjar."))
        .filter(type -> hasMembers(type, members))
        .map(type -> type.recordComponent(member))
        .map(RecordComponentInfo::type)
        .anyMatch(type -> type.name().withoutPackagePrefix().startsWith("Optional"));
  }

  private static boolean hasMembers(ClassInfo type, Map<String, Schema> members) {
    return type.recordComponents().size() == members.size()
        && members.keySet().stream().allMatch(name -> type.recordComponent(name) != null);
  }
}

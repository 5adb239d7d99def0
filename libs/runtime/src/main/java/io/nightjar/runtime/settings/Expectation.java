package io.nightjar.runtime.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithName;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a setting must be, as its mapping says.
 *
 * @param text for people
 * @param secret whether its value may be a secret, and must not be quoted
 */
record Expectation(String text, boolean secret) {
  /** Of a setting that is none of the mapping's. */
  private static final Expectation UNKNOWN = new Expectation("another value", true);

  /** What a mapping expects of the setting of that name. */
  static Expectation of(Class<?> mapping, String setting) {
    String prefix = mapping.getAnnotation(ConfigMapping.class).prefix() + ".";
    return Arrays.stream(mapping.getMethods())
        .filter(method -> setting.equals(prefix + name(method)))
        .findFirst()
        .map(Expectation::of)
        .orElse(UNKNOWN);
  }

  private static Expectation of(Method method) {
    if (method.isAnnotationPresent(Expects.class)) {
      return new Expectation(method.getAnnotation(Expects.class).value(), true);
    }
    AnnotatedType type = method.getAnnotatedReturnType();
    return Stream.concat(Stream.of(method, type), arguments(type))
        .flatMap(place -> converter(place).stream())
        .findFirst()
        .map(converter -> new Expectation(converter.expected(), false))
        .orElseGet(() -> of(method.getReturnType()));
  }

  private static Stream<AnnotatedElement> arguments(AnnotatedType type) {
    return type instanceof AnnotatedParameterizedType generic
        ? Stream.of(generic.getAnnotatedActualTypeArguments())
        : Stream.of();
  }

  private static Optional<Described> converter(AnnotatedElement place) {
    WithConverter named = place.getAnnotation(WithConverter.class);
    try {
      return named != null
              && named.value().getDeclaredConstructor().newInstance() instanceof Described converter
          ? Optional.of(converter)
          : Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("every converter has a constructor without parameters", e);
    }
  }

  private static Expectation of(Class<?> type) {
    if (type.isEnum()) {
      String names =
          Arrays.stream(type.getEnumConstants())
              .map(each -> ((Enum<?>) each).name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .collect(Collectors.joining(", "));
      return new Expectation("one of " + names, false);
    }
    return type == Path.class
        ? new Expectation("the path of a file or folder", false)
        : new Expectation("a text", true);
  }

  /** The last part of a setting's name: {@code bootstrapServers} is {@code bootstrap-servers}. */
  private static String name(Method method) {
    WithName given = method.getAnnotation(WithName.class);
    return given != null
        ? given.value()
        : method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}

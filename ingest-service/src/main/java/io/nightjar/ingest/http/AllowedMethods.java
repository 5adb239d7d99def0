package io.nightjar.ingest.http;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What may be done with each address of the API, for the header {@code Allow} of a 405: as the
 * resources themselves declare it.
 */
@Singleton
final class AllowedMethods {
  private static final Pattern SLASHES = Pattern.compile("/+");
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

  private final List<Route> routes;

  /** An address and one thing that can be done with it. */
  private record Route(Pattern path, String method) {}

  AllowedMethods(BeanManager beans) {
    this.routes =
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .map(Bean::getBeanClass)
            .filter(type -> type.isAnnotationPresent(Path.class))
            .distinct()
            .flatMap(type -> routes(type).stream())
            .toList();
  }

  private static List<Route> routes(Class<?> resource) {
    String root = resource.getAnnotation(Path.class).value();
    List<Route> routes = new ArrayList<>();
    for (Method method : resource.getMethods()) {
      Path below = method.getAnnotation(Path.class);
      for (Annotation annotation : method.getAnnotations()) {
        HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
        if (verb != null) {
          String path = below == null ? root : root + "/" + below.value();
          routes.add(new Route(pattern(path), verb.value()));
        }
      }
    }
    return routes;
  }

  private static Pattern pattern(String path) {
    String form =
        SLASHES
            .splitAsStream(path)
            .filter(segment -> !segment.isEmpty())
            .map(segment -> PARAMETER.matcher(segment).matches() ? "[^/]+" : Pattern.quote(segment))
            .collect(Collectors.joining("/"));
    return Pattern.compile("/" + form + "/?");
  }

  /** The methods, as the header lists them. */
  String of(String path) {
    Set<String> methods = new TreeSet<>(Set.of(HttpMethod.OPTIONS));
    routes.stream()
        .filter(route -> route.path().matcher(path).matches())
        .forEach(route -> methods.add(route.method()));
    if (methods.contains(HttpMethod.GET)) {
      methods.add(HttpMethod.HEAD);
    }
    return String.join(", ", methods);
  }
}

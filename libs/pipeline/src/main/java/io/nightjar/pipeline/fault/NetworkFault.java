package io.nightjar.pipeline.fault;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What is wrong on the way to a dependency, in words that need no knowledge of Java. */
public final class NetworkFault {
  private static final int DEEPEST = 20;

  private NetworkFault() {}

  /** What it was, if the network or TLS was it. */
  public static Optional<String> words(Throwable thrown) {
    return causes(thrown).flatMap(cause -> wordsOf(cause).stream()).findFirst();
  }

  /** A throwable and what caused it, the outermost first. */
  public static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
  }

  private static Optional<String> wordsOf(Throwable cause) {
    return switch (cause) {
      case UnknownHostException e ->
          Optional.of("no address is known for the name " + name(String.valueOf(e.getMessage())));
      case ConnectException _ -> Optional.of("the connection is refused");
      case NoRouteToHostException _ -> Optional.of("there is no route to it");
      case SSLException e -> Optional.of("TLS fails: " + deepest(e));
      case InterruptedIOException _ -> Optional.of("no answer came in time");
      case EOFException _, SocketException _ -> Optional.of("the connection broke");
      default -> Optional.empty();
    };
  }

  /** Java says {@code host: Name or service not known}. */
  private static String name(String message) {
    return message.replaceAll(":.*", "");
  }

  /** The deepest cause of a TLS failure says which certificate or protocol it was. */
  private static String deepest(Throwable thrown) {
    return causes(thrown)
        .map(Throwable::getMessage)
        .filter(message -> message != null && !message.isBlank())
        .reduce((_, deeper) -> deeper)
        .orElse("without a reason");
  }
}

package io.nightjar.ingest.http;

import io.nightjar.ingest.problem.FieldProblem;
import io.nightjar.ingest.problem.Problem;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.pipeline.Json;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where every request comes in, whatever its route: takes charge of its body, refuses what no route
 * could answer, and sees that no answer leaves a connection with a body that nobody reads.
 */
@Singleton
final class Entrance {
  private static final int BEFORE_ALL_OTHERS = -1_000;
  private static final String NO_BYTES = "0";

  /** The documents about the API, which come in more forms than one. */
  private static final Pattern PAGES = Pattern.compile("^/(openapi|docs|q)(/|$)");

  private final BodyLimits limits;
  private final Departure departure;
  private final AllowedMethods allowed;

  Entrance(BodyLimits limits, Departure departure, AllowedMethods allowed) {
    this.limits = limits;
    this.departure = departure;
    this.allowed = allowed;
  }

  void register(@Observes Router router) {
    router.route().order(BEFORE_ALL_OTHERS).handler(this::enter).failureHandler(this::enterFailed);
  }

  /** The router itself turns a request without a host away, before any route sees it. */
  private void enterFailed(RoutingContext routing) {
    if (hasHost(routing.request())) {
      routing.next();
    } else {
      enter(routing);
    }
  }

  private void enter(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (!PAGES.matcher(request.path()).find()) {
      // What an address gives, it gives in one form, and errors in another: none is refused for
      // that. The few that choose among forms ask AcceptedTypes.
      AcceptedTypes.keep(routing);
      request.headers().remove(HttpHeaders.ACCEPT);
    }
    Optional<RequestBody> body =
        announcesBody(request)
            ? Optional.of(RequestBody.attach(routing, limits))
            : Optional.empty();
    Visit visit = new Visit(routing, body, departure.enter());
    routing.addHeadersEndHandler(_ -> visit.finishHead());
    routing.addEndHandler(answered -> visit.end(answered.succeeded()));
    Optional<Problem> problem = refusal(request, visit.welcome);
    if (problem.isPresent()) {
      end(request, problem.get());
    } else {
      routing.next();
    }
  }

  /** One request from its head to the end of its answer. */
  private final class Visit {
    private final RoutingContext routing;
    private final Optional<RequestBody> body;
    private final boolean welcome;
    private final Context loop;
    private volatile boolean closes;
    private boolean ended;

    Visit(RoutingContext routing, Optional<RequestBody> body, boolean welcome) {
      this.routing = routing;
      this.body = body;
      this.welcome = welcome;
      this.loop = routing.vertx().getOrCreateContext();
    }

    /** On the thread that answers. */
    void finishHead() {
      HttpServerResponse response = routing.response();
      closes = !welcome || (body.isPresent() && !body.get().ended());
      if (closes) {
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      }
      // The framework says there what it could do below an address, not what can be done with it.
      boolean saysWhatIsAllowed =
          routing.request().method().equals(HttpMethod.OPTIONS)
              && response.headers().contains(HttpHeaders.ALLOW);
      if (saysWhatIsAllowed || response.getStatusCode() == HttpURLConnection.HTTP_BAD_METHOD) {
        response.putHeader(HttpHeaders.ALLOW, allowed.of(routing.request().path()));
      }
    }

    /** On whatever thread that ended it; a connection that breaks may say so more than once. */
    void end(boolean answered) {
      loop.runOnContext(_ -> endOnce(answered));
    }

    private void endOnce(boolean answered) {
      if (ended) {
        return;
      }
      ended = true;
      departure.leave();
      if (answered && closes) {
        RefusedBody.drop(routing, limits);
      }
    }
  }

  /** RFC 9112, section 6: these two headers, and nothing else, announce a body. */
  private static boolean announcesBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals(NO_BYTES));
  }

  private static Optional<Problem> refusal(HttpServerRequest request, boolean welcome) {
    if (!welcome) {
      return Optional.of(
          Problem.of(
              ProblemCode.SHUTTING_DOWN, "this replica is about to end; another will take it"));
    }
    if (!hasHost(request)) {
      return Optional.of(
          Problem.of(ProblemCode.BAD_REQUEST, "send one header Host, as RFC 9112 asks for"));
    }
    return Optional.empty();
  }

  private static boolean hasHost(HttpServerRequest request) {
    return request.headers().getAll(HttpHeaders.HOST).size() == 1 && request.authority() != null;
  }

  private static void end(HttpServerRequest request, Problem problem) {
    HttpServerResponse response = request.response();
    problem
        .retryAfter()
        .ifPresent(seconds -> response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    if (FieldProblem.isFor(request.path())) {
      FieldProblem shaped = FieldProblem.of(problem);
      end(response, shaped.statusCode(), "application/json", shaped);
    } else {
      end(response, problem.status(), Problem.MEDIA_TYPE, problem);
    }
  }

  private static void end(
      HttpServerResponse response, int status, String mediaType, Record document) {
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
        .end(Buffer.buffer(Json.bytes(document)));
  }
}

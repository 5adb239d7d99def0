package io.nightjar.ingest;

import io.nightjar.ingest.identity.CurrentRecorder;
import io.nightjar.ingest.problem.Problem;
import io.nightjar.pipeline.identity.DeviceIdentity;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes a line of the log for every upload that is refused, with its device where that is known.
 * Those that were taken have theirs from their acceptance.
 */
final class RefusedUploads {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedUploads.class);

  private static final Set<String> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Pattern UPLOADS =
      Pattern.compile("^/?(api/)?v1/(recordings|uploads|archives)(/|$)");

  /** A detail may quote what was sent; in a log of lines that must not make another line. */
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

  /** Higher ones come first on the way out: before a problem gets the form of another API. */
  private static final int BEFORE_SHAPING = Priorities.USER + 1;

  private final CurrentRecorder recorder;

  RefusedUploads(CurrentRecorder recorder) {
    this.recorder = recorder;
  }

  @ServerResponseFilter(priority = BEFORE_SHAPING)
  void note(ContainerRequestContext request, UriInfo uri, ContainerResponseContext response) {
    boolean isUpload =
        !READING.contains(request.getMethod()) && UPLOADS.matcher(uri.getPath()).find();
    if (!isUpload) {
      return;
    }
    switch (response.getEntity()) {
      case Problem problem ->
          note(request, uri, response.getStatus(), problem.code(), problem.detail());
      case DraftProblem problem ->
          note(request, uri, response.getStatus(), problem.code(), problem.detail());
      case null, default -> {}
    }
  }

  private void note(
      ContainerRequestContext request, UriInfo uri, int status, String code, String detail) {
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("code", code)
            .addKeyValue("status", status)
            .addKeyValue("method", request.getMethod())
            .addKeyValue("path", uri.getRequestUri().getRawPath())
            .addKeyValue("detail", CONTROLS.matcher(detail).replaceAll("?"));
    Optional<DeviceIdentity> device = recorder.known();
    if (device.isPresent()) {
      line =
          line.addKeyValue("group", device.get().group())
              .addKeyValue("device", device.get().device());
    }
    line.log("An upload was refused");
  }
}

package io.nightjar.ingest;

import io.nightjar.ingest.frames.FrameAnswer;
import io.nightjar.ingest.http.AwaitedResponse;
import io.nightjar.ingest.http.Headers;
import io.nightjar.ingest.view.EntityTags;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to one request for frames, written while it is made: the framework would let a reader
 * who takes nothing hold a place. To HEAD it has no body.
 */
final class StreamedAnswer implements FrameAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(StreamedAnswer.class);
  private static final String ACCEPT_RANGES = "Accept-Ranges";
  private static final List<String> HEADERS =
      List.of(
          HttpHeaders.ETAG,
          HttpHeaders.CACHE_CONTROL,
          HttpHeaders.VARY,
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.CONTENT_LENGTH,
          ACCEPT_RANGES);

  private final RoutingContext routing;
  private final HttpServerResponse response;
  private final String tag;
  private final String mediaType;
  private final AwaitedResponse body;

  /**
   * Answers a request.
   *
   * @param tag the entity tag, with its quotes
   * @param stall how long the reader may take nothing
   */
  StreamedAnswer(RoutingContext routing, String tag, String mediaType, Duration stall) {
    this.routing = routing;
    this.response = routing.response();
    this.tag = tag;
    this.mediaType = mediaType;
    this.body = new AwaitedResponse(response, stall);
  }

  /** What is to be written. */
  @FunctionalInterface
  interface Content {
    void writeTo(FrameAnswer answer) throws IOException, InterruptedException;
  }

  /** Says of an answer that the header {@code Accept} has its part in it. */
  StreamedAnswer negotiated() {
    response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    return this;
  }

  /** Gives content, or says that its caller has it already. */
  void give(Content content) throws IOException, InterruptedException {
    if (isKnown()) {
      notModified();
      return;
    }
    try {
      content.writeTo(this);
      body.end();
    } catch (IOException e) {
      failed(e);
    } catch (RuntimeException e) {
      takeBack();
      throw e;
    } finally {
      cutUnlessEnded();
    }
  }

  /** The same without the body, where nothing need be made for it. */
  void describe(OptionalLong bytes) throws IOException {
    if (isKnown()) {
      notModified();
      return;
    }
    head(bytes);
    body.end();
  }

  private boolean isKnown() {
    return Headers.value(routing.request().headers(), HttpHeaders.IF_NONE_MATCH)
        .filter(have -> EntityTags.hold(have, tag))
        .isPresent();
  }

  @Override
  public boolean isGone() {
    return response.closed();
  }

  @Override
  public OutputStream begin(OptionalLong bytes) {
    head(bytes);
    if (routing.request().method().equals(HttpMethod.HEAD)) {
      return OutputStream.nullOutputStream();
    }
    response.setChunked(bytes.isEmpty());
    return body;
  }

  private void head(OptionalLong bytes) {
    always();
    response
        .setStatusCode(HttpURLConnection.HTTP_OK)
        .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
        .putHeader(ACCEPT_RANGES, "none");
    bytes.ifPresent(
        length -> response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length)));
  }

  private void notModified() throws IOException {
    always();
    response.setStatusCode(HttpURLConnection.HTTP_NOT_MODIFIED);
    body.end();
  }

  private void always() {
    response
        .putHeader(HttpHeaders.ETAG, tag)
        .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
  }

  /** Of what has not begun, the caller is told in a problem. */
  private void failed(IOException why) throws IOException {
    if (!response.headWritten() && !response.closed()) {
      takeBack();
      throw why;
    }
    LOG.atInfo().addKeyValue("cause", String.valueOf(why)).log("An answer of frames is cut");
  }

  private void takeBack() {
    if (!response.headWritten()) {
      HEADERS.forEach(response.headers()::remove);
      response.setChunked(false);
    }
  }

  /** What has begun must not look whole. */
  private void cutUnlessEnded() {
    if (response.headWritten() && !response.ended()) {
      response.reset();
    }
  }
}

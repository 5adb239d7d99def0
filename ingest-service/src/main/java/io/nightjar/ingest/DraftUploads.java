package io.nightjar.ingest;

import io.nightjar.ingest.http.RequestBody;
import io.nightjar.ingest.problem.Problem;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.problem.ProblemMappers;
import io.nightjar.ingest.resumable.Chunk;
import io.nightjar.ingest.resumable.OffsetMismatchException;
import io.nightjar.ingest.resumable.ResumableUploads;
import io.nightjar.ingest.resumable.UploadStatus;
import io.nightjar.ingest.upload.DigestField;
import io.nightjar.ingest.upload.Upload;
import io.nightjar.ingest.view.Recordings;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Resumable uploads as the IETF's draft speaks of them (draft-ietf-httpbis-resumable-upload,
 * interop version 8).
 *
 * @param uploads of all protocols
 * @param recordings that they become
 */
record DraftUploads(ResumableUploads uploads, Recordings recordings) implements UploadProtocol {
  static final String PARTIAL = "application/partial-upload";

  private static final String YES = "?1";
  private static final String NO = "?0";

  @Override
  public Response create(DeviceIdentity device, RoutingContext request)
      throws IOException, InterruptedException {
    DraftHeaders headers = headers(request);
    return answering(
        headers,
        () -> {
          boolean last = headers.requireComplete();
          headers.body().requirePlain();
          Chunk first = chunk(request, headers, 0, last);
          OptionalLong length = first.total().isPresent() ? first.total() : impliedTotal(first);
          UploadStatus status =
              last || headers.body().announcesBytes()
                  ? uploads.create(device, length, headers.metadata(), first)
                  : uploads.create(device, length, headers.metadata());
          return status.outcome().isPresent()
              ? finished(status, status.outcome().get())
              : progress(Response.status(Response.Status.CREATED), status)
                  .header(HttpHeaders.LOCATION, UploadsResource.location(status.id()))
                  .build();
        });
  }

  private static OptionalLong impliedTotal(Chunk first) {
    return first.role() == Chunk.Role.LAST ? first.length() : OptionalLong.empty();
  }

  @Override
  public Response status(DeviceIdentity device, String id)
      throws IOException, InterruptedException {
    UploadStatus status = uploads.status(device, id);
    return progress(Response.noContent(), status)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @Override
  public Response append(DeviceIdentity device, String id, RoutingContext request)
      throws IOException, InterruptedException {
    DraftHeaders headers = headers(request);
    return answering(
        headers,
        () -> {
          headers.body().requirePlain();
          headers.body().requireType(PARTIAL);
          boolean last = headers.requireComplete();
          Chunk chunk = chunk(request, headers, headers.offset(), last);
          UploadStatus status = uploads.append(device, id, chunk);
          return status.outcome().isPresent()
              ? finished(status, status.outcome().get())
              : progress(Response.noContent(), status).build();
        });
  }

  @Override
  public Response terminate(DeviceIdentity device, String id)
      throws IOException, InterruptedException {
    uploads.terminate(device, id);
    return Response.noContent().build();
  }

  /** What a sender may do, before it has begun anything or as it goes on. */
  static String limit(long maxSize, Optional<Duration> maxAge) {
    return "max-size="
        + maxSize
        + maxAge.map(age -> ", max-age=" + Math.max(0, age.toSeconds())).orElse("");
  }

  private static DraftHeaders headers(RoutingContext request) {
    return new DraftHeaders(new BodyHeaders(request.request().headers()));
  }

  private static Chunk chunk(
      RoutingContext request, DraftHeaders headers, long offset, boolean last) {
    return new Chunk(
        offset,
        headers.body().length(),
        headers.length(),
        last ? Chunk.Role.LAST : Chunk.Role.MORE_FOLLOWS,
        headers.checksum(),
        RequestBody.of(request));
  }

  /** The answer is that of a plain upload. */
  private Response finished(UploadStatus status, UploadStatus.Outcome outcome) throws IOException {
    Upload upload =
        recordings.asItStands(
            new Upload(
                outcome.recordingId(),
                Upload.PROCESSING,
                outcome.duplicate(),
                outcome.mediaType(),
                status.offset(),
                outcome.sha256()));
    Response.Status code = upload.duplicate() ? Response.Status.OK : Response.Status.CREATED;
    return progress(Response.status(code), status)
        .header(HttpHeaders.LOCATION, "/v1/recordings/" + outcome.recordingId())
        .type(MediaType.APPLICATION_JSON)
        .entity(upload)
        .build();
  }

  private Response.ResponseBuilder progress(
      Response.ResponseBuilder response, UploadStatus status) {
    response
        .header(DraftHeaders.COMPLETE, status.outcome().isPresent() ? YES : NO)
        .header(DraftHeaders.OFFSET, status.offset())
        .header(DraftHeaders.LIMIT, limit(uploads.largest(), uploads.left(status)));
    status.length().ifPresent(length -> response.header(DraftHeaders.LENGTH, length));
    status
        .outcome()
        .ifPresent(
            outcome ->
                response
                    .header(TusHeaders.RECORDING, outcome.recordingId().toString())
                    .header(DigestField.REPR_DIGEST.header(), digest(outcome.sha256())));
    return response;
  }

  private static String digest(String sha256) {
    byte[] bytes = HexFormat.of().parseHex(sha256);
    return "sha-256=:" + Base64.getEncoder().encodeToString(bytes) + ":";
  }

  /** What is asked of the uploads. */
  @FunctionalInterface
  private interface Call {
    Response run() throws IOException, InterruptedException;
  }

  private Response answering(DraftHeaders headers, Call call)
      throws IOException, InterruptedException {
    try {
      return call.run();
    } catch (ProblemException e) {
      return refusal(e, headers.complete().orElse(false));
    }
  }

  private Response refusal(ProblemException e, boolean last) {
    DraftProblem problem = DraftProblem.of(e);
    Response.ResponseBuilder response =
        Response.fromResponse(ProblemMappers.response(e.problem()))
            .status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .entity(problem);
    switch (e.code()) {
      case UPLOAD_OFFSET_MISMATCH -> {
        if (e instanceof OffsetMismatchException mismatch) {
          response.header(DraftHeaders.OFFSET, mismatch.expected());
        }
      }
      case TOO_LARGE, UPLOAD_TOO_LONG ->
          response.header(DraftHeaders.LIMIT, limit(uploads.largest(), Optional.empty()));
      case CHUNK_TYPE -> response.header(UploadProtocols.ACCEPT_PATCH, PARTIAL);
      case NOT_A_RECORDING, DIGEST_MISMATCH, EMPTY_BODY -> {
        if (last) { // it is the recording that is refused, not the way in which it came
          response.header(DraftHeaders.COMPLETE, YES);
        }
      }
      default -> {}
    }
    return response.build();
  }
}

package io.nightjar.ingest;

import io.nightjar.ingest.http.RequestBody;
import io.nightjar.ingest.resumable.Chunk;
import io.nightjar.ingest.resumable.ResumableUploads;
import io.nightjar.ingest.resumable.UploadStatus;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/**
 * Resumable uploads as tus 1.0.0 speaks of them; {@link UploadProtocols} does what all of its
 * requests need.
 *
 * @param uploads of all protocols
 */
record TusUploads(ResumableUploads uploads) implements UploadProtocol {
  static final String CHUNK = "application/offset+octet-stream";

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  @Override
  public Response create(DeviceIdentity device, RoutingContext request)
      throws IOException, InterruptedException {
    TusHeaders headers = headers(request);
    UploadStatus status;
    if (headers.body().announcesBytes()) {
      requireChunk(headers);
      Chunk first = chunk(request, headers, 0, OptionalLong.empty());
      status = uploads.create(device, headers.newLength(), headers.metadata(), first);
    } else {
      status = uploads.create(device, headers.newLength(), headers.metadata());
    }
    return progress(Response.status(Response.Status.CREATED), status)
        .header(HttpHeaders.LOCATION, UploadsResource.location(status.id()))
        .build();
  }

  /** To tus an upload is complete once it has its length, to the IETF's draft once that is said. */
  @Override
  public Response status(DeviceIdentity device, String id)
      throws IOException, InterruptedException {
    UploadStatus found = uploads.status(device, id);
    UploadStatus status =
        found.isWholeButOpen() ? uploads.append(device, id, Chunk.nothing(found.offset())) : found;
    Response.ResponseBuilder response =
        progress(Response.ok(), status).header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (status.length().isPresent()) {
      response.header(TusHeaders.LENGTH, status.length().getAsLong());
    } else {
      response.header(TusHeaders.DEFER_LENGTH, 1);
    }
    if (!status.metadata().isEmpty()) {
      response.header(TusHeaders.METADATA, status.metadata());
    }
    return response.build();
  }

  @Override
  public Response append(DeviceIdentity device, String id, RoutingContext request)
      throws IOException, InterruptedException {
    TusHeaders headers = headers(request);
    requireChunk(headers);
    Chunk chunk = chunk(request, headers, headers.offset(), headers.length());
    return progress(Response.noContent(), uploads.append(device, id, chunk)).build();
  }

  @Override
  public Response terminate(DeviceIdentity device, String id)
      throws IOException, InterruptedException {
    uploads.terminate(device, id);
    return Response.noContent().build();
  }

  private static TusHeaders headers(RoutingContext request) {
    return new TusHeaders(new BodyHeaders(request.request().headers()));
  }

  private static void requireChunk(TusHeaders headers) {
    headers.body().requirePlain();
    headers.body().requireType(CHUNK);
  }

  private static Chunk chunk(
      RoutingContext request, TusHeaders headers, long offset, OptionalLong total) {
    return new Chunk(
        offset,
        headers.body().length(),
        total,
        Chunk.Role.UP_TO_THE_LENGTH,
        headers.checksum(),
        RequestBody.of(request));
  }

  private static Response.ResponseBuilder progress(
      Response.ResponseBuilder response, UploadStatus status) {
    response.header(TusHeaders.OFFSET, status.offset());
    status
        .expiresAt()
        .map(HTTP_DATE::format)
        .ifPresent(at -> response.header(TusHeaders.EXPIRES, at));
    status.recordingId().ifPresent(id -> response.header(TusHeaders.RECORDING, id.toString()));
    return response;
  }
}

package io.nightjar.ingest;

import io.nightjar.ingest.problem.Problem;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemMappers;
import io.nightjar.ingest.view.ByteRange;
import io.nightjar.ingest.view.EntityTags;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.PresignedLinks;
import io.nightjar.pipeline.store.StoreException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** An object of the store over HTTP; its digest is its entity tag. */
final class ObjectResponse {
  private static final int PARTIAL_CONTENT = 206;

  /** How long what an address gives may be kept. */
  enum Caching {
    /** Another version may stand there tomorrow: it is asked for again each time, by its tag. */
    REVALIDATED("private, no-cache"),
    /** The version stands in the address. */
    IMMUTABLE("private, max-age=31536000, immutable");

    private final String header;

    Caching(String header) {
      this.header = header;
    }
  }

  private final ObjectStore store;
  private final ObjectRef object;
  private final Caching caching;
  private final Optional<PresignedLinks> links;

  /**
   * Gives an object.
   *
   * @param links by which it is given, unless its bytes are to come through here
   */
  ObjectResponse(
      ObjectStore store, Optional<PresignedLinks> links, ObjectRef object, Caching caching) {
    this.store = store;
    this.links = links;
    this.object = object;
    this.caching = caching;
  }

  Response to(Optional<String> range, Optional<String> ifRange, Optional<String> have)
      throws StoreException {
    if (isKnown(have)) {
      return described(Response.notModified()).build();
    }
    if (links.isPresent()) {
      return Response.temporaryRedirect(links.get().to(object.key()))
          .header(HttpHeaders.CACHE_CONTROL, "no-store")
          .build();
    }
    boolean rangeHolds = ifRange.isEmpty() || ifRange.get().equals(tag());
    String asked = rangeHolds ? range.orElse("") : "";
    return switch (ByteRange.of(asked, object.size())) {
      case ByteRange.Whole _ -> body(Response.ok(), store.open(object.key()), object.size());
      case ByteRange.Part part ->
          body(
              Response.status(PARTIAL_CONTENT)
                  .header(
                      "Content-Range",
                      "bytes " + part.first() + "-" + part.last() + "/" + object.size()),
              store.open(object.key(), part.first(), part.length()),
              part.length());
      case ByteRange.Unsatisfiable _ -> outside();
    };
  }

  /** The same without a body; the store is not asked. */
  Response head(Optional<String> have) {
    if (isKnown(have)) {
      return described(Response.notModified()).build();
    }
    return described(Response.ok())
        .type(object.mediaType())
        .header(HttpHeaders.CONTENT_LENGTH, object.size())
        .build();
  }

  private boolean isKnown(Optional<String> have) {
    return have.isPresent() && EntityTags.hold(have.get(), tag());
  }

  private Response outside() {
    Problem problem =
        Problem.of(ProblemCode.RANGE_NOT_SATISFIABLE, "it has " + object.size() + " bytes");
    return Response.fromResponse(ProblemMappers.response(problem))
        .header("Content-Range", "bytes */" + object.size())
        .build();
  }

  private Response body(Response.ResponseBuilder response, InputStream bytes, long length) {
    return described(response)
        .type(object.mediaType())
        .header(HttpHeaders.CONTENT_LENGTH, length)
        .entity(bytes)
        .build();
  }

  private Response.ResponseBuilder described(Response.ResponseBuilder response) {
    byte[] digest = HexFormat.of().parseHex(object.sha256());
    return response
        .header(HttpHeaders.ETAG, tag())
        .header("Accept-Ranges", "bytes")
        .header("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":")
        .header(HttpHeaders.CACHE_CONTROL, caching.header);
  }

  private String tag() {
    return "\"" + object.sha256() + "\"";
  }
}

package io.nightjar.pipeline.store;

import io.minio.Checksum;
import io.minio.Http;
import io.minio.Xml;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.ErrorResponse;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/**
 * The requests that every upload makes: to store an object, and to remove one. Each runs on the
 * thread that asks for it. The SDK hands a request to a thread of its own and the answer back, and
 * makes a client, the day's key and a trace of it each time, which was a third of the processor
 * time of a small upload. What a store refuses is told as the SDK tells it. Thread-safe.
 */
final class DirectRequests {
  /** Beyond that a refusal's body is no S3 store's. */
  private static final int LARGEST_REFUSAL = 64 * 1024;

  private static final int QUOTED = 1024;
  private static final int BUFFER = 64 * 1024;
  private static final String CHECKSUM = "X-Amz-Checksum-";

  private final OkHttpClient http;
  private final Http.BaseUrl address;
  private final String bucket;
  private final String region;
  private final RequestSigner signer;
  private final InstantSource clock;
  private final Semaphore places;
  private final AtomicLong cancellations = new AtomicLong();

  /**
   * Asks a store.
   *
   * @param most requests at once; the next one waits
   */
  DirectRequests(StoreSettings settings, OkHttpClient http, int most, InstantSource clock) {
    this.http = http;
    this.address = new Http.BaseUrl(settings.endpoint().toString());
    this.address.setRegion(settings.region());
    this.bucket = settings.bucket();
    this.region = settings.region();
    this.signer = new RequestSigner(settings.accessKey(), settings.secretKey(), settings.region());
    this.clock = clock;
    this.places = new Semaphore(most, true);
  }

  /** The first bytes of some arrays, one after the other. */
  static RequestBody body(List<byte[]> arrays, long length, String mediaType) {
    return body(
        length,
        mediaType,
        sink -> {
          long left = length;
          for (byte[] array : arrays) {
            int n = (int) Math.min(array.length, left);
            sink.write(array, 0, n);
            left -= n;
          }
        });
  }

  /** The first bytes of a file, from where they are read each time they are sent. */
  static RequestBody body(RandomAccessFile file, long length, String mediaType) {
    return body(
        length,
        mediaType,
        sink -> {
          file.seek(0);
          byte[] buffer = new byte[BUFFER];
          for (long left = length; left > 0; ) {
            int n = file.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
              throw new IOException("a scratch file ends " + left + " bytes early");
            }
            sink.write(buffer, 0, n);
            left -= n;
          }
        });
  }

  /** Writes a body; more than once where a connection turns out to have ended. */
  @FunctionalInterface
  private interface Writing {
    void to(BufferedSink sink) throws IOException;
  }

  private static RequestBody body(long length, String mediaType, Writing writing) {
    MediaType type = MediaType.get(mediaType);
    return new RequestBody() {
      @Override
      public MediaType contentType() {
        return type;
      }

      @Override
      public long contentLength() {
        return length;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        writing.to(sink);
      }
    };
  }

  /**
   * Stores an object.
   *
   * @param headers what {@link BodySigning} says of the body, and conditions
   */
  void put(String key, RequestBody body, Http.Headers headers) throws IOException, MinioException {
    Headers.Builder all =
        headers
            .toHttpHeaders()
            .newBuilder()
            .set(Http.Headers.CONTENT_TYPE, String.valueOf(body.contentType()));
    String payload = String.valueOf(headers.getFirst(Http.Headers.X_AMZ_CONTENT_SHA256));
    if (!payload.equals(BodySigning.UNSIGNED) && !headers.namePrefixAny(CHECKSUM)) {
      all.set(
          Http.Headers.X_AMZ_CHECKSUM_SHA256,
          Base64.getEncoder().encodeToString(HexFormat.of().parseHex(payload)));
    }
    send(key, all.build(), Optional.of(body));
  }

  /** Removes an object; that there is none is no error. */
  void delete(String key) throws IOException, MinioException {
    Headers headers = Headers.of(Http.Headers.X_AMZ_CONTENT_SHA256, Checksum.ZERO_SHA256_HASH);
    send(key, headers, Optional.empty());
  }

  /** Ends all that are under way or wait: they fail at once. */
  void cancelAll() {
    cancellations.incrementAndGet();
    http.dispatcher().cancelAll();
  }

  /** Puts a body, or deletes where there is none. */
  private void send(String key, Headers headers, Optional<RequestBody> body)
      throws IOException, MinioException {
    Http.Method method = body.isPresent() ? Http.Method.PUT : Http.Method.DELETE;
    HttpUrl url = address.buildUrl(method, bucket, key, region, new Http.QueryParameters());
    enter();
    try {
      Instant now = clock.instant(); // after the wait: S3 takes a signature for a quarter hour
      Request.Builder request =
          new Request.Builder().url(url).headers(signer.sign(method.toString(), url, headers, now));
      Request whole = (body.isPresent() ? request.put(body.get()) : request.delete()).build();
      try (Response response = http.newCall(whole).execute()) {
        if (!response.isSuccessful()) {
          throw refusal(response);
        }
      }
    } finally {
      places.release();
    }
  }

  private void enter() throws IOException {
    long before = cancellations.get();
    places.acquireUninterruptibly();
    if (cancellations.get() != before) {
      places.release();
      throw new IOException("Canceled");
    }
  }

  private static MinioException refusal(Response response) throws IOException, MinioException {
    String type = String.valueOf(response.header("Content-Type"));
    String text = new String(response.peekBody(LARGEST_REFUSAL).bytes(), StandardCharsets.UTF_8);
    boolean isXml = Arrays.asList(type.split(";", -1)).contains("application/xml");
    return isXml && !text.isEmpty()
        ? new ErrorResponseException(
            Xml.<ErrorResponse>unmarshal(ErrorResponse.class, text), response, "")
        : new InvalidResponseException(
            response.code(), type, text.substring(0, Math.min(text.length(), QUOTED)), "");
  }
}

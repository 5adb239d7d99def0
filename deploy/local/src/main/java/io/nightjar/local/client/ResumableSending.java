package io.nightjar.local.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Sends a file in pieces (tus 1.0.0): after a break, or the end of this program, it goes on from
 * what had arrived. Where the service does not offer that, the file goes as a whole. Thread-safe.
 */
final class ResumableSending implements Sending {
  private static final int CHUNK = 8 << 20;
  private static final String UPLOADS = "/v1/uploads";
  private static final String OFFSET = "Upload-Offset";
  private static final String LENGTH = "Upload-Length";
  private static final String RECORDING = "Nightjar-Recording-Id";

  private final IngestClient client;
  private final UploadBook book;
  private final Sending whole;

  ResumableSending(IngestClient client, UploadBook book, Sending whole) {
    this.client = client;
    this.book = book;
    this.whole = whole;
  }

  /** Where an upload stands. */
  private record Standing(String address, long offset, Optional<String> recordingId) {}

  @Override
  public Answer send(LocalFile file, UploadProgress progress)
      throws IOException, InterruptedException {
    Optional<Standing> begun = earlier(file);
    begun.ifPresent(standing -> progress.spared(standing.offset()));
    if (begun.isEmpty()) {
      HttpResponse<byte[]> created = create(file);
      if (created.statusCode() == 404 || created.statusCode() == 405) {
        return whole.send(file, progress);
      }
      if (created.statusCode() != 201) {
        return refused(file, Problem.of(created));
      }
      begun = Optional.of(standing(address(created), created));
      book.note(file, begun.get().address());
    }
    return goOn(file, begun.get(), progress);
  }

  private Answer goOn(LocalFile file, Standing from, UploadProgress progress)
      throws IOException, InterruptedException {
    Standing now = from;
    for (int failures = 0; now.recordingId().isEmpty(); ) {
      HttpResponse<byte[]> answer = append(file, now, progress);
      boolean taken = answer.statusCode() / 100 == 2;
      if (!taken && !isOutOfStep(answer.statusCode())) {
        return refused(file, Problem.of(answer));
      }
      Standing next = taken ? standing(now.address(), answer) : ask(file, now.address());
      if (!taken) {
        failures++;
        Optional<Duration> pause = client.pause(failures);
        if (pause.isEmpty()) {
          throw new IOException(Problem.of(answer).text());
        }
        progress.sent(now.offset() - end(file, now)); // the piece was sent in vain,
        progress.spared(next.offset() - now.offset()); // but for what came of an earlier try
        Thread.sleep(pause.get());
      } else if (next.offset() <= now.offset() && next.recordingId().isEmpty()) {
        throw new IOException("the service takes a piece, and then it does not have it");
      }
      now = next;
    }
    book.forget(file);
    return new Answer.Accepted(now.recordingId().get(), false);
  }

  /** Where the next piece ends. */
  private static long end(LocalFile file, Standing now) {
    return Math.min(now.offset() + CHUNK, file.size());
  }

  /** Another request has moved the upload on, or what had come of the last one is not known. */
  private static boolean isOutOfStep(int status) {
    return status == 409 || status == 423;
  }

  private HttpResponse<byte[]> append(LocalFile file, Standing now, UploadProgress progress)
      throws IOException, InterruptedException {
    var part = new MeteredFile.Part(file.path(), now.offset(), end(file, now) - now.offset());
    return client.sendPart(
        part,
        progress::sent,
        "PATCH",
        () ->
            tus(now.address())
                .header("Content-Type", "application/offset+octet-stream")
                .header(OFFSET, Long.toString(now.offset())),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> create(LocalFile file) throws IOException, InterruptedException {
    String metadata =
        "sha256 "
            + base64(file.sha256())
            + ",filename "
            + base64(String.valueOf(file.path().getFileName()));
    return client.send(
        () ->
            tus(UPLOADS)
                .header(LENGTH, Long.toString(file.size()))
                .header("Upload-Metadata", metadata)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** An upload of the same content that was begun before, if it still stands. */
  private Optional<Standing> earlier(LocalFile file) throws IOException, InterruptedException {
    Optional<String> address = book.find(file);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    HttpResponse<byte[]> answer = head(address.get());
    boolean stands =
        answer.statusCode() == 200
            && answer.headers().firstValueAsLong(LENGTH).orElse(-1) == file.size();
    if (!stands) {
      book.forget(file);
    }
    return stands ? Optional.of(standing(address.get(), answer)) : Optional.empty();
  }

  private Standing ask(LocalFile file, String address) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = head(address);
    if (answer.statusCode() != 200) {
      book.forget(file);
      throw new IOException("the upload that was begun is gone; send the file again");
    }
    return standing(address, answer);
  }

  private HttpResponse<byte[]> head(String address) throws IOException, InterruptedException {
    return client.send(() -> tus(address).HEAD().build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private Answer refused(LocalFile file, Problem problem) throws IOException {
    if (problem.isForTheFile()) {
      file.requireUnchanged("while it was sent");
      book.forget(file);
      return new Answer.Refused(problem.code(), problem.detail());
    }
    throw new IOException(problem.text());
  }

  private static Standing standing(String address, HttpResponse<?> answer) {
    return new Standing(
        address,
        answer.headers().firstValueAsLong(OFFSET).orElse(0),
        answer.headers().firstValue(RECORDING));
  }

  private static String address(HttpResponse<?> created) throws IOException {
    return created
        .headers()
        .firstValue("Location")
        .map(location -> URI.create(location).getPath())
        .orElseThrow(() -> new IOException("the service begins an upload and does not say where"));
  }

  private HttpRequest.Builder tus(String path) {
    return client.request(path).header("Tus-Resumable", "1.0.0");
  }
}

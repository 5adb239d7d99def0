package io.nightjar.local.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fetches one frame, which the service makes while it is read: nobody knows its digest before.
 *
 * @param recordingId the whole id
 * @param number from 0, background frames counted
 * @param form how it is wanted
 */
public record FrameDownload(IngestClient client, String recordingId, int number, FrameForm form) {

  /**
   * Into a file, which appears when all of it is there.
   *
   * @return what is said of it to scripts
   * @throws io.nightjar.local.terminal.Failure if there is no such frame
   */
  public Map<String, Object> to(Path file) throws IOException, InterruptedException {
    Path target = file.toAbsolutePath();
    Path draft = target.resolveSibling(target.getFileName() + ".part");
    try {
      long size;
      try (OutputStream out = Files.newOutputStream(draft)) {
        size = to(out);
      }
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
      var said = new LinkedHashMap<String, Object>();
      said.put("frame", number);
      said.put("mediaType", form.mediaType());
      said.put("size", size);
      return said;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Into a stream, which stays open.
   *
   * @return how many bytes it has
   * @throws io.nightjar.local.terminal.Failure if there is no such frame
   */
  public long to(OutputStream out) throws IOException, InterruptedException {
    try (InputStream in = client.bytes(path(), form.mediaType())) {
      long size = in.transferTo(out);
      out.flush();
      return size;
    }
  }

  private String path() {
    String path =
        OperatorClient.path("recordings", recordingId, "frames", Integer.toString(number));
    return form.palette().map(name -> path + "?palette=" + IngestClient.segment(name)).orElse(path);
  }
}

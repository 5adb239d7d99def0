package io.nightjar.local.client;

import io.nightjar.local.terminal.Failure;
import io.nightjar.pipeline.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Fetches bytes of a recording and checks that they are what they are said to be. */
public final class VerifiedDownload {
  private static final int BUFFER = 64 * 1024;

  private final IngestClient client;
  private final StoredBytes wanted;
  private final LongConsumer received;

  /** A download. */
  public VerifiedDownload(IngestClient client, StoredBytes wanted) {
    this(client, wanted, bytes -> {});
  }

  /**
   * A download that is watched.
   *
   * @param received hears of each block how many bytes it has
   */
  public VerifiedDownload(IngestClient client, StoredBytes wanted, LongConsumer received) {
    this.client = client;
    this.wanted = wanted;
    this.received = received;
  }

  /**
   * Into a file, which appears when all of it is there and right.
   *
   * @throws Failure if what came is not what was promised
   */
  public void to(Path file) throws IOException, InterruptedException {
    Path target = file.toAbsolutePath();
    Path draft = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(draft)) {
        to(out);
      }
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Into a stream, which stays open.
   *
   * @throws Failure if what came is not what was promised
   */
  public void to(OutputStream out) throws IOException, InterruptedException {
    String found;
    try (InputStream in = client.bytes(wanted.path())) {
      MessageDigest digest = Sha256.digest();
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        out.write(buffer, 0, count);
        received.accept(count);
      }
      out.flush();
      found = HexFormat.of().formatHex(digest.digest());
    }
    if (!found.equals(wanted.sha256())) {
      throw Failure.because(
          String.format(
              Locale.ROOT,
              "%s came damaged: its SHA-256 is %s and should be %s; try again",
              wanted.name(),
              found,
              wanted.sha256()));
    }
  }
}

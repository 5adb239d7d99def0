package io.nightjar.local.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the uploads stand that were begun, by their content: a file each, so that a command that
 * was killed goes on, also under another name of the file. What it says is only a hint, which the
 * service confirms; a book that can't be written costs the going on. Thread-safe.
 */
final class UploadBook {
  private static final Pattern ADDRESS = Pattern.compile("/v1/uploads/[0-9A-Za-z-]{1,64}");

  private final Path folder;

  UploadBook(Path folder) {
    this.folder = folder;
  }

  /** The address of an upload that was begun. */
  Optional<String> find(LocalFile file) {
    try {
      String address = Files.readString(page(file)).strip();
      return Optional.of(address).filter(text -> ADDRESS.matcher(text).matches());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  void note(LocalFile file, String address) {
    try {
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, "draft-", "");
      Files.writeString(draft, address);
      Files.move(draft, page(file), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      return; // then a killed command begins anew
    }
  }

  void forget(LocalFile file) {
    try {
      Files.deleteIfExists(page(file));
    } catch (IOException unwritable) {
      return; // the service knows better
    }
  }

  private Path page(LocalFile file) {
    return folder.resolve(file.sha256());
  }
}

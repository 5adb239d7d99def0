package io.nightjar.local.client;

import io.nightjar.pipeline.recording.FileNames;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/**
 * What is to be sent, out of what somebody named. A file is sent whatever its name; an archive is
 * told by it. Of a folder all that is called like a recording is sent, however deep it lies, but
 * nothing that is hidden. Links are followed, if they do not lead back to where they came from.
 *
 * @param files recordings, in order
 * @param archives in order
 * @param bytes of them all, as far as that is known
 * @param leftOut files in folders that are not called like recordings, archives among them
 * @param unreadable what could not be looked into, and why
 * @param folders whether any was named
 */
public record Sources(
    List<String> files,
    List<String> archives,
    long bytes,
    int leftOut,
    List<String> unreadable,
    boolean folders) {
  public Sources {
    files = List.copyOf(files);
    archives = List.copyOf(archives);
    unreadable = List.copyOf(unreadable);
  }

  /** Looks through what was named. */
  public static Sources of(List<String> paths) {
    var search = new Search();
    for (String path : paths) {
      search.add(ShownPath.of(path));
    }
    return search.found();
  }

  private static final class Search implements FileVisitor<Path> {
    private final List<String> files = new ArrayList<>();
    private final List<String> archives = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<Path> inFolder = new ArrayList<>();
    private Path root = Path.of("");
    private long bytes;
    private int leftOut;
    private boolean folders;

    void add(Path path) {
      if (Files.isDirectory(path)) {
        folders = true;
        addFolder(path);
      } else {
        bytes += size(path);
        (FileNames.promiseArchive(path.toString()) ? archives : files).add(path.toString());
      }
    }

    /** What is not there has none, and is told of when it is to be sent. */
    private static long size(Path path) {
      try {
        return Files.size(path);
      } catch (IOException gone) {
        return 0;
      }
    }

    Sources found() {
      return new Sources(files, archives, bytes, leftOut, unreadable, folders);
    }

    private void addFolder(Path folder) {
      root = folder;
      inFolder.clear();
      try {
        Files.walkFileTree(
            folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
      } catch (IOException e) {
        unreadable.add(folder + ": " + e.getMessage());
      }
      inFolder.stream().sorted().map(Path::toString).forEach(files::add);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(root) && isHidden(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (isHidden(file)) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isRegularFile() && FileNames.promiseRecording(file.toString())) {
        inFolder.add(file);
        bytes += attributes.size();
      } else {
        leftOut++;
      }
      return FileVisitResult.CONTINUE;
    }

    /** A link that leads back is no fault: what it leads to is sent anyway. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      if (!(e instanceof FileSystemLoopException) && !isHidden(file)) {
        unreadable.add(file + ": it can't be read (" + e.getClass().getSimpleName() + ")");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, @org.jspecify.annotations.Nullable IOException e) {
      if (e != null) {
        unreadable.add(folder + ": " + e.getMessage());
      }
      return FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path path) {
      return FileNames.areHidden(Objects.toString(path.getFileName(), ""));
    }
  }
}

package io.nightjar.ingest.tile;

import io.nightjar.imaging.tile.TilePyramid;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.stage.Renders;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;

/**
 * The tiles of one recording that a render has left. Of its file only the beginning, an entry of
 * its list and the tile itself are read.
 */
public final class StoredTiles {
  private static final int MOST_TILE_BYTES = 256 * 1024;

  private final ObjectStore store;
  private final ObjectRef file;

  private StoredTiles(ObjectStore store, ObjectRef file) {
    this.store = store;
    this.file = file;
  }

  /**
   * Finds them.
   *
   * @throws ProblemException {@code artefact-not-found} if nobody has asked for them, or they are
   *     not made yet, or could not be made
   */
  public static StoredTiles of(
      ObjectStore store, Recording recording, Render.SpectrogramTiles render) throws IOException {
    return new Manifests(store)
        .find(Renders.work(recording.recordingId(), render)).stream()
            .flatMap(stored -> stored.manifest().artefacts().stream())
            .filter(artefact -> artefact.name().equals(render.named()))
            .map(Artefact::object)
            .findFirst()
            .map(file -> new StoredTiles(store, file))
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.ARTEFACT_NOT_FOUND,
                        "there is no "
                            + render.named()
                            + " of these seconds: ask for it as a render, and wait until it is"
                            + " made"));
  }

  /** The digest of the file: what it is known by. */
  public String sha256() {
    return file.sha256();
  }

  /** What there is. */
  public TilesView view() throws IOException {
    return TilesView.of(pyramid());
  }

  /**
   * One tile, as PNG.
   *
   * @throws ProblemException {@code tile-not-found}
   */
  public byte[] tile(int zoom, int x, int y) throws IOException {
    TilePyramid pyramid = pyramid();
    long entry =
        pyramid
            .entry(zoom, x, y)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.TILE_NOT_FOUND,
                        zoom >= pyramid.zooms().size() && zoom <= pyramid.finestZoom()
                            ? "the finest zoom of all of it is "
                                + (pyramid.zooms().size() - 1)
                                + ": ask for a render of some seconds"
                            : "zoom, x or y lies outside of what there is"));
    TilePyramid.Place place = TilePyramid.Place.read(read(entry, TilePyramid.ENTRY_BYTES));
    if (place.length() < 1 || place.length() > MOST_TILE_BYTES) {
      throw new IOException(file.key() + " has a tile of " + place.length() + " bytes");
    }
    return read(place.offset(), place.length());
  }

  private TilePyramid pyramid() throws IOException {
    try {
      return TilePyramid.read(read(0, (int) Math.min(file.size(), TilePyramid.MOST_HEAD_BYTES)));
    } catch (IllegalArgumentException e) {
      throw new IOException(file.key() + ": " + e.getMessage(), e);
    }
  }

  private byte[] read(long offset, int length) throws IOException {
    if (offset < 0 || offset + length > file.size()) {
      throw new IOException(file.key() + " ends before byte " + (offset + length));
    }
    try (InputStream in = store.open(file.key(), offset, length)) {
      return in.readNBytes(length);
    }
  }
}

package io.nightjar.ingest;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.cptv.index.IndexBuilder;
import io.nightjar.cptv.index.IndexFormat;
import io.nightjar.cptv.index.RangeSource;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Thermal recordings, and what the thermal stage leaves of them for who reads their frames. */
final class IndexedRecording {
  private static final String VERSION = "1-aaaaaaaa";

  private IndexedRecording() {}

  /** The counts of a frame of {@link #noise}: a warm scene, and noise that no other frame has. */
  static short[] pixels(int width, int height, int frame, long seed) {
    SplittableRandom random = new SplittableRandom(seed * 100_003 + frame);
    short[] pixels = new short[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) (3000 + i % 97 + random.nextInt(64));
    }
    return pixels;
  }

  /** A recording of noise, whose frames all compress alike. */
  static byte[] noise(int width, int height, int frames, long seed) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Header header =
        Header.builder(width, height).set(HeaderField.DEVICE_ID, seed & 0xFFFF_FFFFL).build();
    try (CptvWriter writer = CptvWriter.create(file, header, WriterOptions.GO)) {
      Frame frame = new Frame(width, height);
      for (int i = 0; i < frames; i++) {
        System.arraycopy(pixels(width, height, i, seed), 0, frame.pixels(), 0, width * height);
        writer.write(frame.setTimeOnMillis(1000 + 111L * i));
      }
    }
    return file.toByteArray();
  }

  /** The index of a recording, with a checkpoint every so many frames. */
  static byte[] index(byte[] recording, int interval) throws IOException, CptvException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    IndexFormat.write(IndexBuilder.build(new Bytes(recording), interval, CptvLimits.DEFAULT), out);
    return out.toByteArray();
  }

  /** A file in memory. */
  private static final class Bytes implements RangeSource {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream from(long offset) {
      return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
    }
  }

  /** What the thermal stage says of a recording. */
  record Said(String id, String sha256, StageStatus status, int frames, int width, int height) {
    Said with(StageStatus other) {
      return new Said(id, sha256, other, frames, width, height);
    }

    Said of(String otherSha256) {
      return new Said(id, otherSha256, status, frames, width, height);
    }

    /** Puts the artefacts into the store, and commits the manifest that names them. */
    void commit(Map<String, byte[]> artefacts) throws IOException {
      RecordingId recording = RecordingId.parse(id).orElseThrow();
      try (ObjectStore store = new MinioObjectStore(LocalInfrastructure.store())) {
        List<Artefact> stored = new ArrayList<>();
        for (Map.Entry<String, byte[]> one : artefacts.entrySet()) {
          stored.add(new Artefact(one.getKey(), put(store, one.getKey(), one.getValue())));
        }
        new Manifests(store)
            .commit(
                new Manifest(
                    recording,
                    new DeviceIdentity("group", "camera-1"),
                    new ObjectRef(store.bucket(), "raw", 1, sha256, "application/x-cptv"),
                    "thermal",
                    VERSION,
                    status,
                    Optional.empty(),
                    Optional.empty(),
                    Instant.now(),
                    stored,
                    Optional.empty(),
                    Json.tree(Map.of("frames", frames, "height", height, "width", width))));
      }
    }

    private ObjectRef put(ObjectStore store, String name, byte[] content) throws IOException {
      String digest = Sha256.of(content);
      RecordingId recording = RecordingId.parse(id).orElseThrow();
      String key = ObjectKeys.artefact(recording, "thermal", VERSION, name, digest);
      store.put(key, content, "application/octet-stream");
      return new ObjectRef(store.bucket(), key, content.length, digest, "application/octet-stream");
    }

    /** Puts other bytes where an artefact lies. */
    void damage(String name, byte[] content, byte[] damaged) throws IOException {
      RecordingId recording = RecordingId.parse(id).orElseThrow();
      try (ObjectStore store = new MinioObjectStore(LocalInfrastructure.store())) {
        String key = ObjectKeys.artefact(recording, "thermal", VERSION, name, Sha256.of(content));
        store.put(key, damaged, "application/octet-stream");
      }
    }
  }

  /** That all of it was decoded. */
  static Said completed(String id, byte[] recording, int frames, int width, int height) {
    return new Said(id, Sha256.of(recording), StageStatus.COMPLETED, frames, width, height);
  }
}

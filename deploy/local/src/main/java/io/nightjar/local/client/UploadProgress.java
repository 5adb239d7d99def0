package io.nightjar.local.client;

/** Hears how far uploads are. Thread-safe. */
public interface UploadProgress {
  /** Bytes went out; of a try that failed, the same amount negative. */
  void sent(long bytes);

  /** Bytes need not go out: the service has them. */
  void spared(long bytes);

  /** A file or an archive is through. */
  void done();

  /** For who does not want to know. */
  UploadProgress NONE =
      new UploadProgress() {
        @Override
        public void sent(long bytes) {}

        @Override
        public void spared(long bytes) {}

        @Override
        public void done() {}
      };
}

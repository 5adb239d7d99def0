package io.nightjar.ingest;

import io.nightjar.runtime.settings.Bytes;
import io.nightjar.runtime.settings.Count;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** What an archive may be that is sent as one upload. Each recording in it has its own limits. */
@ConfigMapping(prefix = "nightjar.archive")
public interface ArchiveConfig {
  /** Members of an archive, those included that are no recordings. */
  @WithDefault("100000")
  @WithConverter(Count.class)
  int members();

  /**
   * Of an archive, counted when it is inflated; streamed, never held. An archive whose own length
   * is larger is refused before it is read.
   */
  @WithDefault("256G")
  @WithConverter(Bytes.class)
  long inflatedBytes();

  /** Inflated bytes for each byte that was sent, at most; the first GiB may be of any ratio. */
  @WithDefault("100")
  @WithConverter(Count.class)
  int ratio();

  /** Characters of a member's name. */
  @WithDefault("1024")
  @WithConverter(Count.class)
  int nameLength();

  /**
   * Archives that one replica unpacks at the same time; more are refused. Each costs what an upload
   * costs, up to 1 MiB of heap beside it, and a tar.zst 8 MiB outside of the heap.
   */
  @WithDefault("8")
  @WithConverter(Count.class)
  int atOnce();
}

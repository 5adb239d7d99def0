package io.nightjar.pipeline.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.OptionalInt;

/**
 * What is made of a recording only if somebody asks for it, and how: a case for each artefact, with
 * its parameters. In JSON the artefact's name stands among them. The same render always has the
 * same JSON, with all defaults filled in, since its hash is part of the work's version.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "artefact")
@JsonSubTypes(@JsonSubTypes.Type(value = Render.FramesNpz.class, name = Render.FRAMES_NPZ))
public sealed interface Render {
  /** Frames as numbers with their times, for NumPy. */
  String FRAMES_NPZ = "frames.npz";

  /** The artefact's name. */
  String named();

  /**
   * Frames of a thermal recording.
   *
   * @param from the first one, from 0, background frames counted
   * @param to the first one that is not wanted any more; all are wanted if it is absent
   */
  record FramesNpz(int from, OptionalInt to) implements Render {
    public FramesNpz {
      if (from < 0 || to.orElse(from) < from) {
        throw new IllegalArgumentException("frames from " + from + " to " + to);
      }
    }

    @Override
    public String named() {
      return FRAMES_NPZ;
    }
  }
}

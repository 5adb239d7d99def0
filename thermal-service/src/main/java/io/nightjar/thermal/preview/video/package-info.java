/**
 * Makes a thermal recording into the video that people look at first. The reasons stand in
 * docs/decisions/0034-previews.md.
 */
@NullMarked
package io.nightjar.thermal.preview.video;

import org.jspecify.annotations.NullMarked;

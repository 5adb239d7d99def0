/** What the camera and its pixels tell frame by frame: {@code telemetry.json}. */
@NullMarked
package io.nightjar.thermal.telemetry;

import org.jspecify.annotations.NullMarked;

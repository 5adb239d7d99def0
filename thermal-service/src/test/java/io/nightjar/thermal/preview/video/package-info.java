@NullMarked
package io.nightjar.thermal.preview.video;

import org.jspecify.annotations.NullMarked;

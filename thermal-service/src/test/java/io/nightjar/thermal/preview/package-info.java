@NullMarked
package io.nightjar.thermal.preview;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.nightjar.imaging.tile;

import org.jspecify.annotations.NullMarked;

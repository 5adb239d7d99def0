@NullMarked
package io.nightjar.imaging.thumbnail;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.nightjar.imaging.webp;

import org.jspecify.annotations.NullMarked;

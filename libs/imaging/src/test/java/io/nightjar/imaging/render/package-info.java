@NullMarked
package io.nightjar.imaging.render;

import org.jspecify.annotations.NullMarked;

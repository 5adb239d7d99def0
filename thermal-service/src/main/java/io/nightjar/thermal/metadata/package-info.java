/** What a thermal recording holds, told from its header and from every pixel of every frame. */
@NullMarked
package io.nightjar.thermal.metadata;

import org.jspecify.annotations.NullMarked;

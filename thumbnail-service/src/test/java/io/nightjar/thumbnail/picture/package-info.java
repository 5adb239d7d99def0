/** Tests of what thumbnails show, from recordings to PNG files. */
@NullMarked
package io.nightjar.thumbnail.picture;

import org.jspecify.annotations.NullMarked;

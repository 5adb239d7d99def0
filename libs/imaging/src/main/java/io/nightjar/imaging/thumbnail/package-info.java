/** What the thumbnails of all kinds of recordings have in common: sizes, formats, names. */
@NullMarked
package io.nightjar.imaging.thumbnail;

import org.jspecify.annotations.NullMarked;

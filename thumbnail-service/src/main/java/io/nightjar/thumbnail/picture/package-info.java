/** Makes the thumbnails of a recording: which part they show, in which contrast, at which size. */
@NullMarked
package io.nightjar.thumbnail.picture;

import org.jspecify.annotations.NullMarked;

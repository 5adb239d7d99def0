/** The service that makes thumbnails of thermal recordings, and announces those of sound. */
@NullMarked
package io.nightjar.thumbnail;

import org.jspecify.annotations.NullMarked;

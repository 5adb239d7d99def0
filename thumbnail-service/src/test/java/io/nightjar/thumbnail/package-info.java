/** Tests of the service that makes thumbnails. */
@NullMarked
package io.nightjar.thumbnail;

import org.jspecify.annotations.NullMarked;

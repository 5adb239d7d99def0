/** The service that makes thumbnails of thermal recordings. */
@NullMarked
package io.nightjar.thumbnail;

import org.jspecify.annotations.NullMarked;

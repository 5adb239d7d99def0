/** Tests of what is read of recordings and of what was made of them. */
@NullMarked
package io.nightjar.thumbnail.document;

import org.jspecify.annotations.NullMarked;

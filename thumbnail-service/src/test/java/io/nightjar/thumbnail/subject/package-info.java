/** Tests with scenes whose animals, and all that could be taken for one, are known. */
@NullMarked
package io.nightjar.thumbnail.subject;

import org.jspecify.annotations.NullMarked;

/** Documents that are made from the code, and compared with it. */
@NullMarked
package io.nightjar.local.docs;

import org.jspecify.annotations.NullMarked;

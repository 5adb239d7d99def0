/** The service that decodes thermal recordings. */
@NullMarked
package io.nightjar.thermal;

import org.jspecify.annotations.NullMarked;

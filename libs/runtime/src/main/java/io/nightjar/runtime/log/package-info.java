/** Logs whose key-value pairs stay apart from their message. */
@NullMarked
package io.nightjar.runtime.log;

import org.jspecify.annotations.NullMarked;

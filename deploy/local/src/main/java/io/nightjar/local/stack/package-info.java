/** The local stack: the broker, the store and the four services as processes of one machine. */
@NullMarked
package io.nightjar.local.stack;

import org.jspecify.annotations.NullMarked;

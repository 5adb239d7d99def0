/** What an operator asks of an object store: whether it will do, and what crashes left in it. */
@NullMarked
package io.nightjar.local.store;

import org.jspecify.annotations.NullMarked;

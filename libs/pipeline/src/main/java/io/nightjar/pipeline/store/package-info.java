/** The object store behind one port, and the keys under which everything lies. */
@NullMarked
package io.nightjar.pipeline.store;

import org.jspecify.annotations.NullMarked;

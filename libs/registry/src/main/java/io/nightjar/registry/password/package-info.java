/** Passwords, of which only memory-hard hashes are kept. */
@NullMarked
package io.nightjar.registry.password;

import org.jspecify.annotations.NullMarked;

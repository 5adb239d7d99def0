/** Tokens that this service signs itself, and the keys that it signs them with. */
@NullMarked
package io.nightjar.registry.token;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.nightjar.registry.token;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.nightjar.registry.password;

import org.jspecify.annotations.NullMarked;

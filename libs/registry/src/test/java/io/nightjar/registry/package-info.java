@NullMarked
package io.nightjar.registry;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.nightjar.bench.sizes;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.nightjar.local.examples;

import org.jspecify.annotations.NullMarked;

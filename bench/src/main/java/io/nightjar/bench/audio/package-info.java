/** What is made of sound, to look at. */
@NullMarked
package io.nightjar.bench.audio;

import org.jspecify.annotations.NullMarked;

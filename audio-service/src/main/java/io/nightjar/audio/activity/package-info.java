/**
 * Where in a sound something stands out from its noise, as birds' calls do, and how much that is.
 */
@NullMarked
package io.nightjar.audio.activity;

import org.jspecify.annotations.NullMarked;

/** What the images hold, and how they are made; and a suite that runs them with an engine. */
@NullMarked
package io.nightjar.local.images;

import org.jspecify.annotations.NullMarked;

/** What a worker must be told. */
@NullMarked
package io.nightjar.pipeline.settings;

import org.jspecify.annotations.NullMarked;

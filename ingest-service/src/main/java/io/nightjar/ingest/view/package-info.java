/** What a caller is told of a recording. */
@NullMarked
package io.nightjar.ingest.view;

import org.jspecify.annotations.NullMarked;

/** Requests for what is made of recordings only if somebody asks. */
@NullMarked
package io.nightjar.ingest.render;

import org.jspecify.annotations.NullMarked;

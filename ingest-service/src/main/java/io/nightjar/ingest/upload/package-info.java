/** What an upload is by its bytes, and its way into the store. */
@NullMarked
package io.nightjar.ingest.upload;

import org.jspecify.annotations.NullMarked;

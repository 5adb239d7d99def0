/** Uploads that go on where they were cut off, on any replica: all their state is in the store. */
@NullMarked
package io.nightjar.ingest.resumable;

import org.jspecify.annotations.NullMarked;

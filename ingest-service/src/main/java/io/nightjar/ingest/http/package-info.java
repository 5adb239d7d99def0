/** What every request meets before the API: its body's way in, and the ways to refuse it. */
@NullMarked
package io.nightjar.ingest.http;

import org.jspecify.annotations.NullMarked;

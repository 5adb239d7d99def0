/** The API by which devices, groups and people are managed. */
@NullMarked
package io.nightjar.ingest.management;

import org.jspecify.annotations.NullMarked;

/**
 * Fuzz targets, one for each way in. Their seeds are replayed in every build; {@code ./nightjar
 * test --fuzz 10m} goes on from them with Jazzer.
 */
@NullMarked
package io.nightjar.cptv.fuzz;

import org.jspecify.annotations.NullMarked;

/**
 * The device API that cameras in the field already speak: deployed ones need only another address.
 */
@NullMarked
package io.nightjar.ingest.field;

import org.jspecify.annotations.NullMarked;

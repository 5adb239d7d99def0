/** What a caller is told when it does not go well: RFC 9457 problem details with stable codes. */
@NullMarked
package io.nightjar.ingest.problem;

import org.jspecify.annotations.NullMarked;

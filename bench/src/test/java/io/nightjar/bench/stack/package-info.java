/** Tests of what the load generator reads and reckons; what it measures decides no test. */
@NullMarked
package io.nightjar.bench.stack;

import org.jspecify.annotations.NullMarked;

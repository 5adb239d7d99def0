/**
 * The CPTV codec: reads, writes, checks and seeks in thermal recordings.
 *
 * <p>{@link io.nightjar.cptv.CptvReader} and {@link io.nightjar.cptv.CptvWriter} are the way in.
 * {@link io.nightjar.cptv.core} holds what parses bytes and rebuilds pixels; it and the value types
 * that it uses know neither files nor threads nor {@code java.util.zip}.
 */
@NullMarked
package io.nightjar.cptv;

import org.jspecify.annotations.NullMarked;

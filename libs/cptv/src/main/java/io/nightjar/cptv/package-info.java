/**
 * The CPTV codec: reads, writes, checks and seeks in thermal recordings. This package holds the
 * values: header, frame, ending, findings, limits.
 *
 * <p>{@code io.nightjar.cptv.file.CptvReader} and {@code CptvWriter} are the way in. {@code core}
 * parses bytes and rebuilds pixels, {@code inflate} decompresses; they and the values know neither
 * files nor threads nor {@code java.util.zip}. {@code index} seeks, {@code tool} does what one does
 * with whole recordings. {@code fast} is optional: the same reader with vectors and a second
 * thread, which nothing here needs. A package uses those before it in this order alone: values,
 * core, inflate, file, index and tool, fast.
 */
@NullMarked
package io.nightjar.cptv;

import org.jspecify.annotations.NullMarked;

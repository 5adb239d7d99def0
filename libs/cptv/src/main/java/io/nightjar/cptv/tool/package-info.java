/** What one does with whole recordings: sum up, copy, cut. */
@NullMarked
package io.nightjar.cptv.tool;

import org.jspecify.annotations.NullMarked;

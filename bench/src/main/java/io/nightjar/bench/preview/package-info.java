/** What previews take beside the bare encoder that is fed the same pictures; heap and pace. */
@NullMarked
package io.nightjar.bench.preview;

import org.jspecify.annotations.NullMarked;

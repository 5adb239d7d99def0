/** Pictures as lossy WebP: a VP8 key frame (RFC 6386) in its container, in integers only. */
@NullMarked
package io.nightjar.imaging.webp;

import org.jspecify.annotations.NullMarked;

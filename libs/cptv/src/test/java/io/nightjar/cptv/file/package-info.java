/** Tests of the package. */
@NullMarked
package io.nightjar.cptv.file;

import org.jspecify.annotations.NullMarked;

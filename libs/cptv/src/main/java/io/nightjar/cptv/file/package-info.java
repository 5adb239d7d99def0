/** Reading and writing recordings as files: the plain codec on the JDK. */
@NullMarked
package io.nightjar.cptv.file;

import org.jspecify.annotations.NullMarked;

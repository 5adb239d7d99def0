/** The packaged services with settings that do not fit. */
@NullMarked
package io.nightjar.local.settings;

import org.jspecify.annotations.NullMarked;

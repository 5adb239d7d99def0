/** The packaged services on a broker that knows them by name and lets each do its own work only. */
@NullMarked
package io.nightjar.local.rights;

import org.jspecify.annotations.NullMarked;

/**
 * The settings that services share: read, checked, and made into the records that libraries take.
 */
@NullMarked
package io.nightjar.runtime.settings;

import org.jspecify.annotations.NullMarked;

/** What makes a Quarkus program out of a stage: lifecycle, health, settings. */
@NullMarked
package io.nightjar.worker;

import org.jspecify.annotations.NullMarked;

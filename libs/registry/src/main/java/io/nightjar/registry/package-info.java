/** Devices, groups, people and invitations, as objects of the store. */
@NullMarked
package io.nightjar.registry;

import org.jspecify.annotations.NullMarked;

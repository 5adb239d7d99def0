/** The commands that manage devices, groups, people and tokens. */
@NullMarked
package io.nightjar.local.registry;

import org.jspecify.annotations.NullMarked;

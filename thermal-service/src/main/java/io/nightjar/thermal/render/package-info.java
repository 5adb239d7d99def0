/** What is made of a thermal recording if somebody asks for it. */
@NullMarked
package io.nightjar.thermal.render;

import org.jspecify.annotations.NullMarked;

/** What is made of sound only if somebody asks for it. */
@NullMarked
package io.nightjar.audio.render;

import org.jspecify.annotations.NullMarked;

/**
 * Pictures that are too large to be sent whole, as a pyramid of tiles: how one is made column by
 * column, the file that holds it, and how a tile is found in it.
 */
@NullMarked
package io.nightjar.imaging.tile;

import org.jspecify.annotations.NullMarked;

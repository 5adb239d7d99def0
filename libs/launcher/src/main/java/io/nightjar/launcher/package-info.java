/** What runs first, on every Java. */
package io.nightjar.launcher;

/** What people and scripts see: tables, JSON lines, progress, errors and exit codes. */
@NullMarked
package io.nightjar.local.terminal;

import org.jspecify.annotations.NullMarked;

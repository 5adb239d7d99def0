package io.nightjar.local.terminal;

/**
 * A command that changes or judges something, and whose results say what it did. If nobody reads
 * them, it has failed. Every other command only shows things: when its reader goes, as after {@code
 * | head}, it has done its work and ends with exit code 0.
 */
public interface MustBeRead {}

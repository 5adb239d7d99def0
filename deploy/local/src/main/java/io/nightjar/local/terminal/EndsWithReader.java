package io.nightjar.local.terminal;

/** A command that only shows things: when nobody reads them any more, it has done its work. */
public interface EndsWithReader {}

package io.nightjar.ingest.resumable;

/**
 * Bytes that fill no part yet.
 *
 * @param key of the object that holds them, and never anything else
 * @param size bytes
 */
record Segment(String key, long size) {}

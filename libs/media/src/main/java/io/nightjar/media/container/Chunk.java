package io.nightjar.media.container;

/**
 * A chunk of a file of the RIFF family.
 *
 * @param id its four characters, such as {@code "fmt "}, {@code "bext"} or {@code "guan"}; of
 *     Wave64 the first four of the GUID
 * @param start where its content begins, in bytes from the start of the file
 * @param length of its content, never beyond the end of the file
 */
public record Chunk(String id, long start, long length) {}

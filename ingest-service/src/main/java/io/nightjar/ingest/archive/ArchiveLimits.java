package io.nightjar.ingest.archive;

/**
 * What an archive may be.
 *
 * @param members of an archive, those that are passed over included
 * @param inflatedBytes of all its members and their headers together; streamed, never held
 * @param ratio the most inflated bytes for each byte that was sent
 * @param nameLength characters of a member's name
 * @param atOnce archives that one replica unpacks at the same time
 */
public record ArchiveLimits(
    int members, long inflatedBytes, int ratio, int nameLength, int atOnce) {}

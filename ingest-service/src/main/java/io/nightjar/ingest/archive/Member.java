package io.nightjar.ingest.archive;

import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A member of an archive, while the archive stands at it.
 *
 * @param name as the archive has it
 * @param obstacle why it can't be taken, if that is clear from its header
 * @param size bytes, if its header says so
 * @param content throws {@link MemberRefusedException} if only this member is at fault, any other
 *     exception if the archive is
 */
record Member(
    MemberName name, Optional<MemberCode> obstacle, OptionalLong size, InputStream content) {}

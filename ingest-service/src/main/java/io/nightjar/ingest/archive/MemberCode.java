package io.nightjar.ingest.archive;

import java.util.Locale;

/**
 * Why a member of an archive was not taken, apart from what may be wrong with any recording. The
 * codes are a contract.
 */
enum MemberCode {
  MEMBER_IS_FOLDER("folders are passed over"),
  MEMBER_HIDDEN("hidden files and what systems leave on a card are passed over"),
  MEMBER_NOT_A_FILE("only plain files are taken: no links, devices or pipes"),
  MEMBER_SPARSE("sparse files are not taken"),
  MEMBER_NAME_UNSAFE(
      "the name leads out of the archive, or has control characters or ones that turn its direction"),
  MEMBER_NAME_TOO_LONG("the name is too long"),
  MEMBER_ENCRYPTED("it is encrypted"),
  MEMBER_METHOD_UNSUPPORTED("it is compressed in a way that is not understood"),
  MEMBER_DAMAGED("its content is not what its checksum or its size says"),
  MEMBER_IS_ARCHIVE("archives in archives are not opened");

  private final String detail;

  MemberCode(String detail) {
    this.detail = detail;
  }

  /** The stable code. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The same for people. */
  String detail() {
    return detail;
  }

  /** Whether it is what archives of cards have beside recordings, and nothing to worry about. */
  boolean isUsual() {
    return this == MEMBER_IS_FOLDER || this == MEMBER_HIDDEN;
  }
}

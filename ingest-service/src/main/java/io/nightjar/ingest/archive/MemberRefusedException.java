package io.nightjar.ingest.archive;

import java.io.IOException;

/** A member that must not be stored; the archive goes on behind it. */
final class MemberRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final MemberCode code;

  MemberRefusedException(MemberCode code) {
    super(code.detail());
    this.code = code;
  }

  MemberRefusedException(MemberCode code, Exception cause) {
    super(code.detail(), cause);
    this.code = code;
  }

  MemberCode code() {
    return code;
  }
}

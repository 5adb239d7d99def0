package io.nightjar.cptv.core;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvException.Reason;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Field;
import io.nightjar.cptv.Finding;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code CPTV}, the version byte and the header section. */
final class HeaderParser {

  private final InflatedBytes in;
  private final CptvLimits limits;
  private final FindingLog findings;

  HeaderParser(InflatedBytes in, CptvLimits limits, FindingLog findings) {
    this.in = in;
    this.limits = limits;
    this.findings = findings;
  }

  Header parse() throws IOException, CptvException {
    magic();
    need(3);
    int version = in.next();
    if (version < 1 || version > 3) {
      throw new CptvException(
          Reason.UNSUPPORTED_VERSION, 4, "version is 1, 2 or 3, not " + version);
    }
    int section = in.next();
    if (section != 'H') {
      throw new CptvException(Reason.HEADER_CORRUPT, 5, "the header section starts with 'H'");
    }
    List<Field> fields = fields(in.next());
    try {
      Header header = new Header(version, fields);
      checkSize(header);
      review(header);
      return header;
    } catch (IllegalArgumentException broken) {
      throw new CptvException(Reason.HEADER_CORRUPT, 5, String.valueOf(broken.getMessage()));
    }
  }

  private void magic() throws IOException, CptvException {
    boolean there = in.require(Magic.LENGTH);
    int same = Magic.matching(in);
    if (same < Math.min(Magic.LENGTH, in.available())) {
      throw new CptvException(Reason.NOT_CPTV, same, "a recording starts with CPTV");
    }
    if (!there) {
      throw unreadable();
    }
    in.skip(Magic.LENGTH);
  }

  private List<Field> fields(int count) throws IOException, CptvException {
    List<Field> fields = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      need(2);
      int length = in.next();
      char code = (char) in.next();
      need(length);
      fields.add(Field.of(code, in.buffer(), in.position(), length));
      in.skip(length);
    }
    return fields;
  }

  private void need(int count) throws IOException, CptvException {
    if (!in.require(count)) {
      throw unreadable();
    }
  }

  private CptvException unreadable() {
    return switch (in.end()) {
      case StreamEnd.NotGzip(int length) when length == 0 ->
          new CptvException(Reason.EMPTY, 0, "a recording is not empty");
      case StreamEnd.NotGzip _ ->
          new CptvException(Reason.NOT_GZIP, 0, "a recording is a gzip file");
      case StreamEnd.Complete _ -> ended("the recording ends before its header does");
      case StreamEnd.Garbage _ -> ended("the recording ends before its header does");
      case StreamEnd.Truncated(long at) ->
          new CptvException(Reason.HEADER_UNREADABLE, at, "the file ends before the header does");
      case StreamEnd.Corrupt(long at, String rule) ->
          new CptvException(Reason.HEADER_UNREADABLE, at, rule);
    };
  }

  private CptvException ended(String rule) {
    boolean nothing = in.offset() + in.available() == 0;
    return new CptvException(
        nothing ? Reason.NOT_CPTV : Reason.HEADER_CORRUPT, in.offset() + in.available(), rule);
  }

  private void checkSize(Header header) throws CptvException {
    if (header.width() > limits.maxSide() || header.height() > limits.maxSide()) {
      throw new CptvException(
          Reason.LIMIT_EXCEEDED, 5, "at most " + limits.maxSide() + " pixels a side");
    }
    if ((long) header.width() * header.height() > limits.maxPixels()) {
      throw new CptvException(
          Reason.LIMIT_EXCEEDED, 5, "at most " + limits.maxPixels() + " pixels a frame");
    }
  }

  private void review(Header header) {
    boolean[] seen = new boolean[256];
    for (Field field : header.fields()) {
      char code = field.code();
      if (seen[code]) {
        findings.add(Finding.Kind.DUPLICATE_FIELD, FindingLog.WHOLE, "header field " + code);
      }
      seen[code] = true;
      Optional<HeaderField> known = HeaderField.of(code);
      if (known.isEmpty()) {
        findings.add(Finding.Kind.UNKNOWN_FIELD, FindingLog.WHOLE, "header field " + code);
      } else if (!known.get().accepts(field.length())) {
        findings.add(
            Finding.Kind.WRONG_LENGTH,
            FindingLog.WHOLE,
            "header field " + code + " with " + field.length() + " bytes");
      }
    }
    if (header.recordedAt().isEmpty()) {
      findings.add(
          Finding.Kind.TIMESTAMP_UNUSABLE, FindingLog.WHOLE, "no usable start of the recording");
    }
    ClaimedTime.review(header, findings);
    ClaimedPlace.review(header, findings);
  }
}

package io.nightjar.ingest.archive;

import io.nightjar.pipeline.identity.DeviceIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What the log says of an archive: a line for the whole with counts by outcome, and one for each
 * member that should have been taken and was not, as far as they are few. Members that were taken
 * have theirs from their acceptance. For one thread.
 */
final class ArchiveLog {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveLog.class);

  /**
   * So many members of an archive have a line of their own: of a million, the first tell enough.
   */
  static final int MOST_MEMBERS = 100;

  private final DeviceIdentity device;
  private int told;

  ArchiveLog(DeviceIdentity device) {
    this.device = device;
  }

  void member(ArchiveLine.OfMember line) {
    boolean wrong =
        line.outcome().equals(ArchiveLine.REFUSED) || line.outcome().equals(ArchiveLine.FAILED);
    if (!wrong || told == MOST_MEMBERS) {
      return;
    }
    told++;
    ofDevice()
        .addKeyValue("member", line.name())
        .addKeyValue("outcome", line.outcome())
        .addKeyValue("code", line.code().orElse(""))
        .log("A member of an archive was not taken");
  }

  void end(ArchiveLine.Summary summary) {
    ofDevice()
        .addKeyValue("outcome", summary.outcome())
        .addKeyValue("code", summary.code().orElse("none"))
        .addKeyValue("members", summary.members())
        .addKeyValue(ArchiveLine.ACCEPTED, summary.accepted())
        .addKeyValue("duplicates", summary.duplicates())
        .addKeyValue(ArchiveLine.REFUSED, summary.refused())
        .addKeyValue(ArchiveLine.SKIPPED, summary.skipped())
        .addKeyValue(ArchiveLine.FAILED, summary.failed())
        .addKeyValue("bytes", summary.bytes())
        .log("An archive has ended");
  }

  private LoggingEventBuilder ofDevice() {
    return LOG.atInfo().addKeyValue("group", device.group()).addKeyValue("device", device.device());
  }
}

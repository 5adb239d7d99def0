package io.nightjar.ingest.archive;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.Packaging;
import io.nightjar.ingest.upload.PromisedDigests;
import io.nightjar.ingest.upload.Upload;
import io.nightjar.ingest.upload.Uploads;
import io.nightjar.pipeline.recording.SenderClaims;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An archive of which the first bytes were looked at. For one thread. */
public final class OpenArchive implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenArchive.class);
  private static final String AGAIN =
      "send the archive again later; what was taken is not taken twice";

  /** How soon a wait notices that the service is about to end. */
  private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

  private final ArchiveSource source;
  private final Uploads.Place place;
  private final ArchiveShare share;
  private final Uploads.Envelope envelope;
  private final ArchiveLimits limits;
  private final BooleanSupplier departing;
  private final Runnable leave;
  private final Tally tally = new Tally();
  private final ArchiveLog log;
  private boolean closed;

  OpenArchive(
      ArchiveSource source,
      Uploads.Place place,
      ArchiveShare share,
      Uploads.Envelope envelope,
      ArchiveLimits limits,
      BooleanSupplier departing,
      Runnable leave) {
    this.source = source;
    this.place = place;
    this.share = share;
    this.envelope = envelope;
    this.limits = limits;
    this.departing = departing;
    this.leave = leave;
    this.log = new ArchiveLog(envelope.device());
  }

  /**
   * Takes every member, one after the other. A member that was told as accepted would survive a
   * crash, whatever becomes of those behind it.
   *
   * @param lines gets a line for each member as it is done, and a summary at the end
   */
  public void takeAll(Consumer<ArchiveLine> lines) throws InterruptedException {
    Optional<ProblemException> end = Optional.empty();
    try {
      for (var member = source.next(); member.isPresent(); member = source.next()) {
        requireRoom();
        take(member.get(), lines);
      }
      source.finish();
    } catch (ProblemException e) {
      end = Optional.of(e);
    } catch (IOException e) {
      end = Optional.of(source.fault(e));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("An archive failed");
      end = Optional.of(new ProblemException(ProblemCode.INTERNAL_ERROR, AGAIN, e));
    }
    close(); // its places are free before its sender can know that it is done
    ArchiveLine.Summary summary = tally.summary(end);
    log.end(summary);
    lines.accept(summary);
  }

  private void requireRoom() {
    requireStaying();
    if (tally.members() == limits.members()) {
      throw new ProblemException(
          ProblemCode.ARCHIVE_TOO_MANY_MEMBERS,
          "at most " + limits.members() + " members are taken; those before are kept");
    }
  }

  private void requireStaying() {
    if (departing.getAsBoolean()) {
      throw new ProblemException(ProblemCode.SHUTTING_DOWN, AGAIN);
    }
  }

  /** Who sends alone would be refused here, and come back; an archive waits instead. */
  private void awaitTurn() throws InterruptedException {
    for (Duration wait = share.beginNext(); !wait.isZero(); wait = share.beginNext()) {
      requireStaying();
      Thread.sleep(wait.compareTo(LONGEST_NAP) > 0 ? LONGEST_NAP : wait);
    }
  }

  private void take(Member member, Consumer<ArchiveLine> lines)
      throws IOException, InterruptedException {
    Optional<MemberCode> obstacle =
        member.name().obstacle(limits.nameLength()).or(member::obstacle);
    WatchedContent content = new WatchedContent(share.paced(member.content()));
    Result result =
        obstacle.isPresent()
            ? new Result(notTaken(member, obstacle.get()), Optional.empty())
            : upload(member, content);
    tally.add(result.line());
    log.member(result.line());
    lines.accept(result.line());
    if (result.end().isPresent()) {
      throw result.end().get();
    }
    passOver(content);
  }

  /**
   * What became of a member.
   *
   * @param end why no further one can be taken, if none can
   */
  private record Result(ArchiveLine.OfMember line, Optional<ProblemException> end) {}

  private Result upload(Member member, WatchedContent content) throws InterruptedException {
    awaitTurn();
    try {
      Upload upload = place.take(content, envelope(member));
      return new Result(ArchiveLine.OfMember.taken(shown(member), upload), Optional.empty());
    } catch (ProblemException e) {
      return refused(member, content, e);
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("A dependency failed at a member of an archive");
      return ended(member, new ProblemException(ProblemCode.UNAVAILABLE, AGAIN, e));
    }
  }

  private Result refused(Member member, WatchedContent content, ProblemException problem) {
    Optional<IOException> failure = content.failure();
    if (failure.isPresent()) {
      return failure.get() instanceof MemberRefusedException refused
          ? new Result(notTaken(member, refused.code()), Optional.empty())
          : ended(member, source.fault(failure.get()));
    }
    if (problem.code().isPassing()) {
      return ended(member, problem);
    }
    boolean looksLikeOne = member.name().promisesRecording();
    boolean noRecording =
        problem.code() == ProblemCode.NOT_A_RECORDING || problem.code() == ProblemCode.EMPTY_BODY;
    if (noRecording && ArchiveFormat.isAny(content.head())) {
      return new Result(notTaken(member, MemberCode.MEMBER_IS_ARCHIVE), Optional.empty());
    }
    return new Result(
        ArchiveLine.OfMember.notTaken(
            shown(member),
            noRecording && !looksLikeOne ? ArchiveLine.SKIPPED : ArchiveLine.REFUSED,
            member.size(),
            problem.code().code(),
            String.valueOf(problem.getMessage())),
        Optional.empty());
  }

  private Result ended(Member member, ProblemException end) {
    return new Result(
        ArchiveLine.OfMember.notTaken(
            shown(member),
            ArchiveLine.FAILED,
            member.size(),
            end.code().code(),
            String.valueOf(end.getMessage())),
        Optional.of(end));
  }

  private ArchiveLine.OfMember notTaken(Member member, MemberCode code) {
    return ArchiveLine.OfMember.notTaken(
        shown(member),
        code.isUsual() ? ArchiveLine.SKIPPED : ArchiveLine.REFUSED,
        member.size(),
        code.code(),
        code.detail());
  }

  private String shown(Member member) {
    return member.name().shown(limits.nameLength());
  }

  private Uploads.Envelope envelope(Member member) {
    return new Uploads.Envelope(
        envelope.device(),
        member.size(),
        Packaging.NONE,
        () -> new SenderClaims(Optional.empty(), Optional.of(member.name().text())),
        PromisedDigests.NONE,
        envelope.trace());
  }

  private static void passOver(WatchedContent content) throws IOException {
    boolean damaged = content.failure().isPresent();
    if (damaged) {
      return; // the archive itself goes on behind it
    }
    try {
      content.transferTo(OutputStream.nullOutputStream());
    } catch (MemberRefusedException e) {
      return; // it was not taken anyway
    }
  }

  /** Gives its places back; a second time has no effect. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      source.close();
      place.close();
      share.close();
      leave.run();
    }
  }
}

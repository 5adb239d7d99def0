package io.nightjar.registry;

import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** Invitations of devices into groups. Thread-safe. */
public final class Invitations {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int CODE_BYTES = 16;
  private static final int MOST_LISTED = 1_000;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Revisions<Invitation> revisions;
  private final InstantSource clock;

  Invitations(ObjectStore store, InstantSource clock) {
    this.revisions = new Revisions<>(store, Invitation.class, clock);
    this.clock = clock;
  }

  /**
   * An invitation and its code, which is told once.
   *
   * @param code 128 random bits as base64url
   */
  public record Given(Invitation invitation, String code) {}

  /**
   * Invites devices.
   *
   * @param uses how many, at least 1
   * @param validity for how long
   */
  public Given invite(String group, int uses, Duration validity) throws IOException {
    byte[] random = new byte[CODE_BYTES];
    RANDOM.nextBytes(random);
    String code = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Instant now = clock.instant();
    Invitation invitation =
        new Invitation(digest(code), group, uses, 0, now, now.plus(validity), false);
    if (!revisions.create(ObjectKeys.invitation(group, invitation.id()), invitation)) {
      throw new IOException("the store has an invitation of the same code already");
    }
    return new Given(invitation, code);
  }

  /** Whether a code would let a device into a group. */
  public boolean isOpen(String group, String code) throws IOException {
    return revisions
        .newest(ObjectKeys.invitation(group, digest(code)))
        .filter(invitation -> invitation.isOpen(clock.instant()))
        .isPresent();
  }

  /** Uses a code once; returns whether it lets a device in. */
  public boolean use(String group, String code) throws IOException {
    AtomicBoolean open = new AtomicBoolean();
    revisions.change(
        ObjectKeys.invitation(group, digest(code)),
        invitation -> {
          open.set(invitation.isOpen(clock.instant()));
          return open.get() ? invitation.withUsed(invitation.used() + 1) : invitation;
        });
    return open.get();
  }

  /** Gives a use back that came to nothing. */
  public void giveBack(String group, String code) throws IOException {
    revisions.change(
        ObjectKeys.invitation(group, digest(code)),
        invitation -> invitation.withUsed(Math.max(0, invitation.used() - 1)));
  }

  /** Takes an invitation back; empty if there is none with that id. */
  public Optional<Invitation> withdraw(String group, String id) throws IOException {
    return DIGEST.matcher(id).matches()
        ? revisions.change(ObjectKeys.invitation(group, id), Invitation::taken)
        : Optional.empty();
  }

  /** The invitations into a group, of which at most 1,000 are told. */
  public List<Invitation> of(String group) throws IOException {
    return revisions.all(ObjectKeys.invitations(group), "", MOST_LISTED);
  }

  private static String digest(String code) {
    return Sha256.of(code.getBytes(StandardCharsets.UTF_8));
  }
}

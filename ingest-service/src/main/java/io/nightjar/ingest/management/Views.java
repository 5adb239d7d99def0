package io.nightjar.ingest.management;

import io.nightjar.ingest.identity.Caller;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.Device;
import io.nightjar.registry.Group;
import io.nightjar.registry.Invitation;
import io.nightjar.registry.RegistrationWindow;
import io.nightjar.registry.RevokedToken;
import io.nightjar.registry.Role;
import io.nightjar.registry.token.ReadableGroups;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What callers are told of the registry; never a hash. */
final class Views {
  private Views() {}

  /**
   * A group.
   *
   * @param group its name
   * @param createdAt when
   */
  record GroupView(String group, Instant createdAt) {
    static GroupView of(Group group) {
      return new GroupView(group.name(), group.createdAt());
    }
  }

  /** Some groups. */
  record GroupList(List<GroupView> groups) {}

  /**
   * A device.
   *
   * @param group its group
   * @param device its name
   * @param id of 53 bits, by which the field's device API knows it
   * @param saltId what the field's management of devices calls it
   * @param registeredAt when
   * @param revoked whether it may do nothing any more
   * @param password whether it has one, by which it gets tokens itself
   */
  record DeviceView(
      String group,
      String device,
      long id,
      long saltId,
      Instant registeredAt,
      boolean revoked,
      boolean password) {
    static DeviceView of(Device device) {
      return new DeviceView(
          device.identity().group(),
          device.identity().device(),
          device.id(),
          device.saltId(),
          device.registeredAt(),
          device.revoked(),
          device.passwordHash().isPresent());
    }
  }

  /** Some devices of a group. */
  record DeviceList(List<DeviceView> devices) {}

  /** A person's role in a group. */
  record MemberView(String person, Role role) {}

  /** The people of a group. */
  record MemberList(List<MemberView> people) {}

  /**
   * An invitation of devices.
   *
   * @param id names it, without letting anyone in
   * @param code lets devices in; told once, when it is made
   * @param uses how many devices it lets in
   * @param used how many it has let in
   * @param expiresAt from when on it lets none in
   * @param withdrawn whether it was taken back
   */
  record InvitationView(
      String id, Optional<String> code, int uses, int used, Instant expiresAt, boolean withdrawn) {
    static InvitationView of(Invitation invitation, Optional<String> code) {
      return new InvitationView(
          invitation.id(),
          code,
          invitation.uses(),
          invitation.used(),
          invitation.expiresAt(),
          invitation.withdrawn());
    }
  }

  /** The invitations into a group. */
  record InvitationList(List<InvitationView> invitations) {}

  /**
   * Whether devices register themselves in a group, whatever else is configured.
   *
   * @param open whether they do now
   * @param closesAt until when they do, or did
   * @param devices how many are let in
   * @param registered how many were let in
   */
  record WindowView(
      boolean open,
      Optional<Instant> closesAt,
      Optional<Integer> devices,
      Optional<Integer> registered) {
    static final WindowView NONE =
        new WindowView(false, Optional.empty(), Optional.empty(), Optional.empty());

    static WindowView of(RegistrationWindow window, Instant now) {
      return new WindowView(
          window.isOpen(now),
          Optional.of(window.closesAt()),
          Optional.of(window.devices()),
          Optional.of(window.registered()));
    }
  }

  /**
   * A token that is void before its end.
   *
   * @param id its claim {@code jti}
   * @param revokedAt when
   * @param by the operator who revoked it
   */
  record RevokedTokenView(String id, Instant revokedAt, String by) {
    static RevokedTokenView of(RevokedToken token) {
      return new RevokedTokenView(token.id(), token.revokedAt(), token.by());
    }
  }

  /** Some revoked tokens. */
  record RevokedTokenList(List<RevokedTokenView> tokens) {}

  /**
   * Who calls.
   *
   * @param kind {@code device}, {@code person}, {@code operator} or {@code reader}
   * @param name of them
   * @param group of a device
   * @param id of a device
   * @param roles of a person, by the name of a group
   * @param reads the groups that a reader reads; missing from one that reads all
   */
  record CallerView(
      @Schema(enumeration = {"device", "person", "operator", "reader"}) String kind,
      String name,
      Optional<String> group,
      Optional<Long> id,
      Optional<Map<String, Role>> roles,
      Optional<List<String>> reads) {
    static CallerView of(Caller.Device device) {
      DeviceIdentity identity = device.identity();
      return new CallerView(
          "device",
          identity.device(),
          Optional.of(identity.group()),
          Optional.of(device.id()),
          Optional.empty(),
          Optional.empty());
    }

    static CallerView of(Caller.Person person) {
      return of(
          "person", person.name(), Optional.of(new TreeMap<>(person.roles())), Optional.empty());
    }

    static CallerView of(Caller.Operator operator) {
      return of("operator", operator.name(), Optional.empty(), Optional.empty());
    }

    static CallerView of(Caller.Reader reader) {
      return of("reader", reader.name(), Optional.empty(), named(reader.groups()));
    }

    private static Optional<List<String>> named(ReadableGroups groups) {
      return switch (groups) {
        case ReadableGroups.All _ -> Optional.empty();
        case ReadableGroups.Named some -> Optional.of(some.names());
      };
    }

    private static CallerView of(
        String kind, String name, Optional<Map<String, Role>> roles, Optional<List<String>> reads) {
      return new CallerView(kind, name, Optional.empty(), Optional.empty(), roles, reads);
    }
  }
}

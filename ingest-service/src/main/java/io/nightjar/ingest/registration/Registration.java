package io.nightjar.ingest.registration;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.Device;
import io.nightjar.registry.Registry;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Lets devices register themselves, as far as that is allowed. Thread-safe. */
public final class Registration {
  private final Supplier<Registry> registry;
  private final Hashing hashing;
  private final RegistrationMode mode;

  /** Registers devices in a registry. */
  public Registration(Supplier<Registry> registry, Hashing hashing, RegistrationMode mode) {
    this.registry = registry;
    this.hashing = hashing;
    this.mode = mode;
  }

  /** Who may register a device. */
  public RegistrationMode mode() {
    return mode;
  }

  /**
   * A device that wants in.
   *
   * @param identity its group and name
   * @param password by which it will ask for tokens
   * @param saltId what the field's management of devices calls it, if it says so
   * @param invitation its code, if it has one
   */
  public record Application(
      DeviceIdentity identity, String password, OptionalLong saltId, Optional<String> invitation) {

    /** Without what is secret. */
    @Override
    public String toString() {
      return identity.toString();
    }
  }

  /**
   * Registers a device that asks for it itself.
   *
   * @throws ProblemException {@code registration-closed}, {@code invitation-invalid}, {@code
   *     name-taken}, {@code password-malformed}, or {@code overloaded}
   */
  public Device apply(Application application) throws IOException, InterruptedException {
    return switch (mode) {
      case OPEN -> {
        registry.get().groups().create(application.identity().group());
        yield register(application.identity(), hash(application), application.saltId());
      }
      case INVITATION -> invited(application);
      case CLOSED ->
          throw new ProblemException(
              ProblemCode.REGISTRATION_CLOSED,
              "an owner of the group or an operator must register the device");
    };
  }

  private Device invited(Application application) throws IOException, InterruptedException {
    String group = application.identity().group();
    String code = application.invitation().orElseThrow(Registration::uninvited);
    // Looked at before the costly part, used after it.
    if (!registry.get().invitations().isOpen(group, code)) {
      throw uninvited();
    }
    String hash = hash(application);
    if (!registry.get().invitations().use(group, code)) {
      throw uninvited();
    }
    try {
      return register(application.identity(), hash, application.saltId());
    } catch (ProblemException e) {
      registry.get().invitations().giveBack(group, code);
      throw e;
    }
  }

  private String hash(Application application) throws IOException, InterruptedException {
    if (registry.get().devices().find(application.identity()).isPresent()) {
      throw taken(application.identity());
    }
    return hashing.hash(application.password());
  }

  private Device register(DeviceIdentity identity, String hash, OptionalLong saltId)
      throws IOException {
    return registry
        .get()
        .devices()
        .register(identity, Optional.of(hash), saltId)
        .orElseThrow(() -> taken(identity));
  }

  private static ProblemException taken(DeviceIdentity identity) {
    return new ProblemException(
        ProblemCode.NAME_TAKEN, "the group has a device " + identity.device() + " already");
  }

  private static ProblemException uninvited() {
    return new ProblemException(
        ProblemCode.INVITATION_INVALID,
        "send the code of an invitation to this group that is neither used up nor over");
  }
}

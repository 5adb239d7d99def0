package io.nightjar.ingest.registration;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.Device;
import io.nightjar.registry.Invitations;
import io.nightjar.registry.RegistrationWindow;
import io.nightjar.registry.RegistrationWindows;
import io.nightjar.registry.Registry;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Lets devices register themselves, as far as that is allowed. Thread-safe. */
public final class Registration {
  private static final String UNINVITED =
      "send the code of an invitation to this group that is neither used up nor over;"
          + " without one, an owner of the group must open it for a while";

  private static final String CLOSED =
      "an owner of the group or an operator must register the device, or open the group for a while";

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

  /** What lets a bounded number of devices into a group. */
  private interface Admission {
    /** Looked at before the costly part. */
    boolean isOpen() throws IOException;

    /** Counts a device after it; returns whether it is let in. */
    boolean use() throws IOException;

    /** Counts a device no more that was not registered after all. */
    void giveBack() throws IOException;
  }

  /**
   * Registers a device that asks for it itself.
   *
   * @throws ProblemException {@code registration-closed}, {@code invitation-invalid}, {@code
   *     name-taken}, {@code password-malformed}, or {@code overloaded}
   */
  public Device apply(Application application) throws IOException, InterruptedException {
    String group = application.identity().group();
    return switch (mode) {
      case OPEN -> {
        registry.get().groups().create(group);
        yield register(application.identity(), hash(application), application.saltId());
      }
      case INVITATION -> {
        Admission admission =
            application.invitation().isPresent()
                ? new Invited(registry.get().invitations(), group, application.invitation().get())
                : new InWindow(registry.get().registrationWindows(), group);
        yield admit(application, admission, ProblemCode.INVITATION_INVALID, UNINVITED);
      }
      case CLOSED ->
          admit(
              application,
              new InWindow(registry.get().registrationWindows(), group),
              ProblemCode.REGISTRATION_CLOSED,
              CLOSED);
    };
  }

  private Device admit(
      Application application, Admission admission, ProblemCode refusal, String detail)
      throws IOException, InterruptedException {
    if (!admission.isOpen()) {
      throw new ProblemException(refusal, detail);
    }
    String hash = hash(application);
    if (!admission.use()) {
      throw new ProblemException(refusal, detail);
    }
    try {
      return register(application.identity(), hash, application.saltId());
    } catch (ProblemException e) {
      admission.giveBack();
      throw e;
    }
  }

  private record Invited(Invitations invitations, String group, String code) implements Admission {
    @Override
    public boolean isOpen() throws IOException {
      return invitations.isOpen(group, code);
    }

    @Override
    public boolean use() throws IOException {
      return invitations.use(group, code);
    }

    @Override
    public void giveBack() throws IOException {
      invitations.giveBack(group, code);
    }
  }

  /** Of one registration: it remembers in which window that was counted. */
  private static final class InWindow implements Admission {
    private final RegistrationWindows windows;
    private final String group;
    private Optional<RegistrationWindow> used = Optional.empty();

    InWindow(RegistrationWindows windows, String group) {
      this.windows = windows;
      this.group = group;
    }

    @Override
    public boolean isOpen() throws IOException {
      return windows.isOpen(group);
    }

    @Override
    public boolean use() throws IOException {
      used = windows.use(group);
      return used.isPresent();
    }

    @Override
    public void giveBack() throws IOException {
      windows.giveBack(used.orElseThrow());
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
}

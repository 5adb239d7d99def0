package io.nightjar.ingest.management;

import io.nightjar.ingest.identity.Access;
import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.registry.Registry;
import io.nightjar.registry.Role;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.function.Supplier;

/** Lets only those manage a group who may. */
@Singleton
final class GroupRights {
  private final CurrentCaller caller;
  private final Supplier<Registry> registry;

  GroupRights(CurrentCaller caller, Supplier<Registry> registry) {
    this.caller = caller;
    this.registry = registry;
  }

  /**
   * Lets nobody through without a role in a group.
   *
   * @throws ProblemException {@code group-not-found}, or {@code forbidden}
   */
  void require(String group, Role needed) throws IOException {
    Access.require(caller.get(), group, needed);
    if (registry.get().groups().find(group).isEmpty()) {
      throw new ProblemException(ProblemCode.GROUP_NOT_FOUND, "no group " + group);
    }
  }
}

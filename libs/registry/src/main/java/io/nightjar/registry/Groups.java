package io.nightjar.registry;

import io.nightjar.pipeline.identity.Names;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The groups of devices. Thread-safe. */
public final class Groups {
  private final Revisions<Group> revisions;
  private final InstantSource clock;

  Groups(ObjectStore store, InstantSource clock) {
    this.revisions = new Revisions<>(store, Group.class, clock);
    this.clock = clock;
  }

  /** A group by its name. */
  public Optional<Group> find(String name) throws IOException {
    return revisions.newest(ObjectKeys.group(name)).filter(group -> group.name().equals(name));
  }

  /**
   * Makes a group.
   *
   * @return empty if the name is taken
   * @throws IllegalArgumentException if it is no name
   */
  public Optional<Group> create(String name) throws IOException {
    Group group = new Group(Names.checked("group", name), clock.instant());
    return revisions.create(ObjectKeys.group(name), group) ? Optional.of(group) : Optional.empty();
  }

  /**
   * Those of some groups that there are, in the same order and pages as {@link #all}.
   *
   * @param names of those that are wanted; some may not be there
   * @param after the name to go on behind; empty for the first ones
   * @param most how many
   */
  public List<Group> of(Collection<String> names, Optional<String> after, int most)
      throws IOException {
    String behind = after.map(ObjectKeys::group).orElse("");
    List<String> wanted =
        names.stream()
            .filter(name -> ObjectKeys.group(name).compareTo(behind) > 0)
            .distinct()
            .sorted(Comparator.comparing(ObjectKeys::group))
            .toList();
    List<Group> found = new ArrayList<>();
    for (String name : wanted) {
      if (found.size() == most) {
        break;
      }
      find(name).ifPresent(found::add);
    }
    return found;
  }

  /**
   * All groups in the order of their keys.
   *
   * @param after the name to go on behind; empty for the first ones
   * @param most how many
   */
  public List<Group> all(Optional<String> after, int most) throws IOException {
    return revisions.all(ObjectKeys.GROUPS, after.map(ObjectKeys::group).orElse(""), most);
  }
}

package io.nightjar.registry;

import io.nightjar.pipeline.identity.Names;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The people and their roles. Thread-safe. */
public final class People {
  /** What the names of people begin with who are known by OpenID Connect. */
  public static final String PROVIDED = "oidc:";

  private static final int PAGE = 500;

  private final Revisions<Person> revisions;
  private final InstantSource clock;

  People(ObjectStore store, InstantSource clock) {
    this.revisions = new Revisions<>(store, Person.class, clock);
    this.clock = clock;
  }

  /** A person by their name. */
  public Optional<Person> find(String name) throws IOException {
    return revisions.newest(ObjectKeys.person(name)).filter(person -> person.name().equals(name));
  }

  /**
   * Gives a person a local account.
   *
   * @return empty if the name is taken
   * @throws IllegalArgumentException if it is no name of a local account
   */
  public Optional<Person> create(String name, String passwordHash) throws IOException {
    if (Names.checked("person", name).startsWith(PROVIDED)) {
      throw new IllegalArgumentException("a local account's name must not begin with " + PROVIDED);
    }
    Person person = known(name, Optional.of(passwordHash));
    return revisions.create(ObjectKeys.person(name), person)
        ? Optional.of(person)
        : Optional.empty();
  }

  /**
   * Gives a person a role in a group, in place of the one that they had.
   *
   * @return empty if there is no such person; one who is known by OpenID Connect need not have come
   *     before
   */
  public Optional<Person> give(String name, String group, Role role) throws IOException {
    if (name.startsWith(PROVIDED)) {
      revisions.create(
          ObjectKeys.person(Names.checked("person", name)), known(name, Optional.empty()));
    }
    return revisions.change(
        ObjectKeys.person(name), person -> person.withRole(group, Optional.of(role)));
  }

  /** Takes a person's role in a group away; empty if there is no such person. */
  public Optional<Person> take(String name, String group) throws IOException {
    return revisions.change(
        ObjectKeys.person(name), person -> person.withRole(group, Optional.empty()));
  }

  /** Gives a person another password, which makes their tokens void and lets them in again. */
  public Optional<Person> setPassword(String name, String hash) throws IOException {
    return revisions.change(
        ObjectKeys.person(name),
        person ->
            person.withPassword(Optional.of(hash), Moments.after(person.tokensValidFrom(), clock)));
  }

  /** Lets a person do nothing any more; empty if there is none. */
  public Optional<Person> revoke(String name) throws IOException {
    return revisions.change(
        ObjectKeys.person(name),
        person ->
            person.revoked()
                ? person
                : person.withRevoked(Moments.after(person.tokensValidFrom(), clock)));
  }

  /** Everyone who has a role in a group. Looks at all people, of whom there are few. */
  public List<Person> of(String group) throws IOException {
    List<Person> found = new ArrayList<>();
    String after = "";
    while (true) {
      List<Person> page = revisions.all(ObjectKeys.PEOPLE, after, PAGE);
      page.stream().filter(person -> person.roles().containsKey(group)).forEach(found::add);
      if (page.size() < PAGE) {
        return found;
      }
      after = ObjectKeys.person(page.getLast().name());
    }
  }

  private Person known(String name, Optional<String> passwordHash) {
    Instant now = Moments.now(clock);
    return new Person(name, Map.of(), passwordHash, now, false, now);
  }
}

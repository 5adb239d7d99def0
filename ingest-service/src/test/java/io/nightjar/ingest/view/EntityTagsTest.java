package io.nightjar.ingest.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 9110, section 13.1.2, and what a search for the tag would take for it. */
class EntityTagsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"xyzzy\"",
        "W/\"xyzzy\"",
        "\"xyzzy\", \"r2d2xxxx\", \"c3piozzzz\"",
        "W/\"r2d2xxxx\", W/\"xyzzy\"",
        " \"a,b\" ,\"xyzzy\"",
        "*"
      })
  void findsTheTag(String list) {
    assertThat(EntityTags.hold(list, "\"xyzzy\"")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "xyzzy",
        "\"r2d2\"",
        "\"a\"xyzzy\"b\"",
        "\"a\" \"xyzzy\"",
        "w/\"xyzzy\"",
        "\"\""
      })
  void findsNoTagThatIsNotOneOfTheList(String list) {
    assertThat(EntityTags.hold(list, "\"xyzzy\"")).isFalse();
  }
}

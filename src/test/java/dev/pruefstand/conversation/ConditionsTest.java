package dev.pruefstand.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.site.Resource;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 section 13. */
@Timeout(60)
class ConditionsTest {
  private static final Resource RESOURCE =
      new Resource(0, "/a", "text/html", MemorySegment.NULL, "\"abc\"", SampleSite.MODIFIED);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "true | \"abc\"",
        "true | W/\"abc\"",
        "true | *",
        "true | \"x\", \"abc\"",
        "true | \"x\",W/\"abc\",\"y\"",
        "true | , \"abc\"",
        "false | \"x\"",
        "false | abc",
        "false | \"ABC\"",
        "false | w/\"abc\"",
        "false | \"abc",
        "false | \"*\"",
        "false | ''"
      })
  void anEntityTagIsComparedWeakly(boolean expected, String noneMatch) {
    assertEquals(expected, Conditions.notModified(RESOURCE, true, noneMatch, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true | Sun, 06 Nov 1994 08:49:37 GMT",
        "true | Sun, 06 Nov 1994 08:49:38 GMT",
        "true | Sunday, 06-Nov-94 08:49:37 GMT",
        "true | Sun Nov  6 08:49:37 1994",
        "false | Sun, 06 Nov 1994 08:49:36 GMT",
        "false | yesterday"
      })
  void aDateIsComparedToTheSecond(boolean expected, String since) {
    assertEquals(expected, notModified(false, null, since));
  }

  @Test
  void aDateDoesNotCountBesideAnEntityTag() {
    String since = "Sun, 06 Nov 1994 08:49:37 GMT";
    assertEquals(false, notModified(true, "\"x\"", since));
    assertEquals(true, notModified(true, "\"abc\"", "Sun, 06 Nov 1994 08:49:36 GMT"));
    // Sent several times, it is there but has no single value.
    assertEquals(false, notModified(true, null, since));
  }

  @Test
  void withoutAConditionThereIsAlwaysABody() {
    assertEquals(false, notModified(false, null, null));
  }

  private static boolean notModified(
      boolean hasNoneMatch, @Nullable String noneMatch, @Nullable String since) {
    return Conditions.notModified(RESOURCE, hasNoneMatch, noneMatch, since);
  }
}

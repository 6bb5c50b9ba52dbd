package dev.pruefstand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 sections 8.8.3 and 13.1. */
@Timeout(60)
class EntityTagsTest {
  @ParameterizedTest(name = "RFC {0}: {3} matches strongly {1}, weakly {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "9110 8.8.3.2 | true | true | \"abc\"",
        "9110 8.8.3.2 | false | true | W/\"abc\"",
        "9110 8.8.3.2 | false | false | \"abd\"",
        "9110 8.8.3.2 | false | false | W/\"1\"",
        "9110 8.8.3.2 | false | false | \"ABC\"",
        "9110 13.1.1 | true | true | *",
        "9110 13.1.1 | false | false | \"*\"",
        "9110 13.1.1 | true | true | \"x\", \"abc\"",
        "9110 13.1.1 | true | true | \"abc\", \"x\"",
        "9110 13.1.1 | false | true | \"x\",W/\"abc\",\"y\"",
        "9110 13.1.1 | true | true | W/\"abc\", \"abc\"",
        "9110 13.1.1 | true | true | '\"x\" \t,\t \"abc\"'",
        "9110 5.6.1 | true | true | , ,\"abc\"",
        "9110 5.6.1 | true | true | \"abc\",,",
        "9110 5.6.1 | false | false | ''",
        "9110 5.6.1 | false | false | ,",
        "9110 8.8.3 | true | true | \"x,y\", \"abc\"",
        "9110 8.8.3 | false | false | \"x, \"abc\"",
        "9110 8.8.3 | false | false | \"x,abc\"",
        "9110 8.8.3 | true | true | \"\", \"abc\"",
        "9110 8.8.3 | false | false | abc",
        "9110 8.8.3 | false | false | w/\"abc\"",
        "9110 8.8.3 | false | false | W/abc",
        "9110 8.8.3 | false | false | W/ \"abc\"",
        "9110 8.8.3 | false | false | W/",
        "9110 8.8.3 | false | false | \"abc",
        "9110 8.8.3 | false | false | abc\"",
        "9110 8.8.3 | false | false | '\"'",
        "9110 8.8.3 | false | false | '\"abc\\\"'",
        "9110 13.1.1 | false | false | x, \"abc\"",
        "9110 13.1.1 | false | false | *, \"abc\""
      })
  void aListIsComparedTagByTag(String rfc, boolean strongly, boolean weakly, String list) {
    assertEquals(strongly, EntityTags.match(list, "\"abc\"", false));
    assertEquals(weakly, EntityTags.match(list, "\"abc\"", true));
  }

  @Test
  void aLongListIsReadToItsEnd() {
    String list = "\"x\",".repeat(4_000);
    assertFalse(EntityTags.match(list, "\"abc\"", true));
    assertTrue(EntityTags.match(list + "\"abc\"", "\"abc\"", false));
  }
}

package dev.pruefstand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 12.5.1. */
@Timeout(60)
class AcceptTest {
  @Test
  void whatIsLongerThanAnyBrowserSaysNothing() {
    assertEquals(1000, Accept.of("a/b," + "*/*,".repeat(255)).weight("c/d"));
    assertEquals(0, Accept.of("a/b," + "*/*,".repeat(256)).weight("c/d"));
  }

  @ParameterizedTest(name = "RFC {0}: {3} wants JSON {1}, HTML {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "9110 12.5.1 | 1000 | 0 | application/json",
        "9110 12.5.1 | 1000 | 1000 | */*",
        "9110 12.5.1 | 1000 | 0 | application/*",
        "9110 12.5.1 | 0 | 1000 | text/*",
        "9110 12.5.1 | 0 | 0 | image/png",
        "9110 12.5.1 | 500 | 1000 | text/html, application/json;q=0.5",
        "9110 12.5.1 | 100 | 1000 | */*, application/json;q=0.1",
        "9110 12.5.1 | 100 | 1000 | application/json;q=0.1, application/*;q=0.9, text/*",
        "9110 12.5.1 | 900 | 200 | text/html;q=0.2, application/*;q=0.9, */*;q=0.3",
        "9110 12.5.1 | 800 | 900 | text/html, application/xhtml+xml, text/html;q=0.9;charset=utf-8,"
            + " */*;q=0.8",
        "9110 12.5.1 | 0 | 700 | 'text/html;charset=\"UTF-8\";q=0.7, text/html;q=0.3'",
        "9110 12.5.1 | 0 | 300 | text/html;level=1;q=0.7, text/html;q=0.3",
        "9110 12.5.1 | 0 | 1000 | application/json;version=1, text/html",
        "9110 12.4.2 | 0 | 1000 | */*, application/json;q=0",
        "9110 12.4.2 | 0 | 1000 | */*, application/json;q=0.000",
        "9110 12.4.2 | 1 | 1000 | application/json;q=0.001, text/html;q=1.000",
        "9110 12.4.2 | 500 | 0 | 'application/json \t;\t Q=0.5'",
        "9110 12.4.2 | 0 | 0 | application/json;q=1.001",
        "9110 12.4.2 | 0 | 0 | application/json;q=0.0001",
        "9110 12.4.2 | 0 | 0 | application/json;q=-1",
        "9110 12.4.2 | 0 | 0 | application/json;q=.5",
        "9110 12.4.2 | 0 | 0 | application/json;q=high",
        "9110 12.4.2 | 0 | 0 | application/json;q=",
        "9110 12.4.2 | 0 | 0 | application/json;q",
        "9110 8.3.1 | 1000 | 0 | Application/JSON",
        "9110 5.6.1 | 1000 | 0 | ', ,application/json,,'",
        "9110 5.6.1 | 0 | 0 | ''",
        "9110 5.6.1 | 0 | 0 | ,",
        "9110 5.6.6 | 1000 | 0 | application/json;;",
        "9110 5.6.6 | 0 | 0 | application/json;q = 1",
        "9110 5.6.4 | 0 | 1000 | 'a/b;c=\",application/json,\", text/html'",
        "9110 5.6.4 | 0 | 1000 | 'a/b;c=\"\\\",application/json\", text/html'",
        "9110 5.6.4 | 0 | 0 | 'a/b;c=\", application/json'",
        "9110 12.5.1 | 0 | 0 | */json",
        "9110 12.5.1 | 0 | 0 | *",
        "9110 12.5.1 | 0 | 0 | application",
        "9110 12.5.1 | 0 | 0 | application/",
        "9110 12.5.1 | 0 | 0 | /json",
        "9110 12.5.1 | 0 | 0 | application/json/x",
        "9110 12.5.1 | 0 | 0 | application / json",
        "9110 12.5.1 | 0 | 0 | application/json text/html",
        "9110 12.5.1 | 0 | 0 | x-application/jsonx",
        "9110 12.5.1 | 0 | 1000 | application/json;x, text/html"
      })
  void theMostSpecificRangeDecides(String rfc, int json, int html, String value) {
    Accept accept = Accept.of(value);
    assertEquals(json, accept.weight("application/json"));
    assertEquals(html, accept.weight("text/html; charset=utf-8"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        "a/b,",
        "\"",
        "\\\"",
        "\"\\",
        "a/b;c=\"",
        "a",
        ";",
        " ",
        "\t;",
        "a/b;c=d;",
        "*/*,"
      })
  void aLongValueCostsNoMoreThanItsLength(String piece) {
    String hostile = "a/b" + piece.repeat(16 * 1024 / piece.length()) + "x";
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < 500; i++) {
            assertEquals(0, Accept.of(hostile).weight("x/y") % 1000);
          }
        });
  }
}

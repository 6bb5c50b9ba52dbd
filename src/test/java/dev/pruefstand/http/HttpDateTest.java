package dev.pruefstand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.pruefstand.Allocation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 5.6.7, whose example this is. */
@Timeout(60)
class HttpDateTest {
  private static final long EXAMPLE = 784_111_777;
  private static final String TEXT = "Sun, 06 Nov 1994 08:49:37 GMT";

  @Test
  void aDateIsWrittenAsImfFixdate() {
    assertEquals(TEXT, HttpDate.format(Instant.ofEpochSecond(EXAMPLE)));
    assertEquals(HttpDate.LENGTH, TEXT.length());
  }

  @Test
  void aDateIsEnglishWhateverTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(TEXT, HttpDate.format(Instant.ofEpochSecond(EXAMPLE)));
      assertEquals(OptionalLong.of(EXAMPLE), HttpDate.parse(TEXT));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TEXT, "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
  void allThreeFormsAreRead(String text) {
    assertEquals(OptionalLong.of(EXAMPLE), HttpDate.parse(text));
  }

  /** RFC 9110 section 5.6.7, read in the midst of the year 2026. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-07-01T12:00:00Z | Wednesday, 01-Jul-26 12:00:00 GMT",
        "2027-01-01T00:00:00Z | Friday, 01-Jan-27 00:00:00 GMT",
        "2075-01-01T00:00:00Z | Tuesday, 01-Jan-75 00:00:00 GMT",
        "2076-07-01T12:00:00Z | Wednesday, 01-Jul-76 12:00:00 GMT",
        "1976-07-01T12:00:01Z | Thursday, 01-Jul-76 12:00:01 GMT",
        "1976-12-31T23:59:59Z | Friday, 31-Dec-76 23:59:59 GMT",
        "1977-01-01T00:00:00Z | Saturday, 01-Jan-77 00:00:00 GMT",
        "1999-12-31T23:59:59Z | Friday, 31-Dec-99 23:59:59 GMT"
      })
  void aYearOfTwoDigitsLiesNoMoreThanFiftyYearsAhead(Instant expected, String text) {
    Instant now = Instant.parse("2026-07-01T12:00:00Z");
    assertEquals(OptionalLong.of(expected.getEpochSecond()), HttpDate.parse(text, now));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "784111777",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT x",
        "sun, 06 nov 1994 08:49:37 gmt",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Mon, 31 Feb 1994 08:49:37 GMT",
        "Monday, 06-Nov-94 08:49:37 GMT",
        "Sun, 06-Nov-94 08:49:37 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sun Nov 06 08:49:37 1994 GMT",
        "Sun Nov 6 08:49:37 1994",
        "1994-11-06T08:49:37Z"
      })
  void anythingElseIsNoDate(String text) {
    assertEquals(OptionalLong.empty(), HttpDate.parse(text));
  }

  @Test
  void theCurrentDateChangesWithTheSecond() {
    var date = new HttpDate();
    assertEquals("Thu, 01 Jan 1970 00:00:00 GMT", text(date.at(0)));
    assertEquals(TEXT, text(date.at(EXAMPLE)));
    assertEquals("Sun, 06 Nov 1994 08:49:38 GMT", text(date.at(EXAMPLE + 1)));
    assertEquals(TEXT, text(date.at(EXAMPLE)));
  }

  @Test
  void theSameSecondIsFormattedOnce() {
    var date = new HttpDate();
    assertSame(date.at(EXAMPLE), date.at(EXAMPLE));
    Allocation.assertNone(() -> date.at(EXAMPLE));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}

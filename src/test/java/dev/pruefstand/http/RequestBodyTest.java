package dev.pruefstand.http;

import static dev.pruefstand.http.RequestArrivals.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pruefstand.http.RequestBody.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A body of ten bytes at most, cut anywhere and followed by other bytes. ↵ is a line end. */
@Timeout(60)
class RequestBodyTest {
  private static final Limits LIMITS = Limits.DEFAULT.withBody(10);
  private static final String CHUNKED = "Transfer-Encoding: chunked";

  /** Where it is written, the framing field, the body, and what it comes to. */
  static Stream<Arguments> bodies() {
    return Stream.of(
        arguments("9112 6.2", "Content-Length: 1", "a", Outcome.COMPLETE),
        arguments("9112 6.2", "Content-Length: 010", "0123456789", Outcome.COMPLETE),
        arguments("9112 6.2", "Content-Length: 5", "↵↵0", Outcome.COMPLETE),
        arguments("9112 7.1", CHUNKED, "0↵↵", Outcome.COMPLETE),
        arguments("9112 7.1", CHUNKED, "a↵0123456789↵0↵↵", Outcome.COMPLETE),
        arguments("9112 7.1", CHUNKED, "5↵01234↵5;x=y↵56789↵0↵↵", Outcome.COMPLETE),
        arguments("9112 7.1", CHUNKED, "00000000000000a↵0123456789↵0↵↵", Outcome.COMPLETE),
        arguments("9112 7.1.2", CHUNKED, "1↵a↵0↵Content-Length: 99↵X: y↵↵", Outcome.COMPLETE),
        arguments("9110 15.5.14", CHUNKED, "b↵", Outcome.TOO_LARGE),
        arguments("9110 15.5.14", CHUNKED, "a↵0123456789↵1↵", Outcome.TOO_LARGE),
        arguments("9110 15.5.14", CHUNKED, "9↵012345678↵2↵", Outcome.TOO_LARGE),
        arguments("9110 15.5.14", CHUNKED, "7fffffffffffff;x↵", Outcome.TOO_LARGE),
        arguments("9110 15.5.14", CHUNKED, "fffffffffffffff↵", Outcome.TOO_LARGE),
        arguments("9112 7.1", CHUNKED, "ffffffffffffffff", Outcome.MALFORMED),
        arguments("9112 7.1", CHUNKED, "ff\n", Outcome.MALFORMED),
        arguments("9112 7.1", CHUNKED, "ff x", Outcome.MALFORMED),
        arguments("9112 7.1", CHUNKED, "G", Outcome.MALFORMED),
        arguments("9112 7.1", CHUNKED, "1↵ab", Outcome.MALFORMED));
  }

  @ParameterizedTest(name = "RFC {0}: {1}, {2}")
  @MethodSource("bodies")
  void aBodyCutAnywhereComesToTheSame(String rfc, String field, String text, Outcome expected) {
    int length = bytes(text).length;
    // Neither a request nor a well-formed chunk: read on, it would change the outcome.
    byte[] all = bytes(text + "\0\0\0");
    for (int first = 0; first <= all.length; first++) {
      for (int second = first; second <= all.length; second++) {
        RequestBody body = begin(field);
        int at = 0;
        Outcome outcome = Outcome.INCOMPLETE;
        for (int end : new int[] {first, second, all.length}) {
          outcome = body.read(all, at, Math.max(at, end));
          at += body.consumed();
          Outcome soFar = at < length ? Outcome.INCOMPLETE : expected;
          assertEquals(soFar, outcome, "cut at " + first + " and " + second);
        }
        assertEquals(length, at, "cut at " + first + " and " + second);
        assertEquals(expected, outcome);
      }
    }
  }

  @Test
  void anAnnouncedLengthBeyondTheLimitIsTooLargeAtOnce() {
    for (String length : new String[] {"11", "9223372036854775807"}) {
      var body = new RequestBody(LIMITS);
      assertEquals(Outcome.TOO_LARGE, body.begin(fields("Content-Length: " + length)));
      assertEquals(Outcome.TOO_LARGE, body.read(new byte[20], 0, 20));
      assertEquals(0, body.consumed());
    }
  }

  @Test
  void withoutALengthThereIsNoBody() {
    for (String field : new String[] {"X: y", "Content-Length: 0"}) {
      var body = new RequestBody(LIMITS);
      assertEquals(Outcome.COMPLETE, body.begin(fields(field)));
      assertEquals(Outcome.COMPLETE, body.read(new byte[20], 0, 20));
      assertEquals(0, body.consumed());
    }
  }

  @Test
  void aLimitOfZeroAllowsNoByte() {
    var body = new RequestBody(Limits.DEFAULT.withBody(0));
    assertEquals(Outcome.TOO_LARGE, body.begin(fields("Content-Length: 1")));
    body.begin(fields(CHUNKED));
    assertEquals(Outcome.COMPLETE, body.read(bytes("0↵↵"), 0, 5));
    body.begin(fields(CHUNKED));
    assertEquals(Outcome.TOO_LARGE, body.read(bytes("1↵"), 0, 3));
  }

  @Test
  void nothingOfABodyIsLeftForTheNext() {
    var body = new RequestBody(LIMITS);
    body.begin(fields(CHUNKED));
    body.read(bytes("9↵0123"), 0, 7);
    body.begin(fields(CHUNKED));
    assertEquals(Outcome.COMPLETE, body.read(bytes("9↵012345678↵0↵↵"), 0, 19));
    body.begin(fields("Content-Length: 3"));
    assertEquals(Outcome.INCOMPLETE, body.read(bytes("ab"), 0, 2));
    assertEquals(Outcome.COMPLETE, body.read(bytes("cd"), 0, 2));
    assertEquals(1, body.consumed());
  }

  private static RequestBody begin(String field) {
    var body = new RequestBody(LIMITS);
    assertEquals(Outcome.INCOMPLETE, body.begin(fields(field)));
    return body;
  }

  private static FieldValues fields(String field) {
    byte[] head = bytes("POST / HTTP/1.1↵Host: a↵" + field + "↵↵");
    var parser = new RequestParser(Limits.DEFAULT);
    assertEquals(RequestParser.Outcome.COMPLETE, parser.parse(head, 0, head.length));
    return parser.values();
  }
}

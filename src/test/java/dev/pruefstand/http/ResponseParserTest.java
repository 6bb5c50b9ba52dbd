package dev.pruefstand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pruefstand.Allocation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 sections 4 to 6; ↵ is a line end. */
@Timeout(60)
class ResponseParserTest {
  private static final String OK = "HTTP/1.1 200 OK↵";
  private static final int OFFSET = 3;

  static Stream<Arguments> heads() {
    return Stream.of(
        arguments("9112 6.3", OK + "Content-Length: 5↵↵", "200 keep-alive 5 bytes"),
        arguments("9112 6.3", OK + "Content-Length: 0↵↵", "200 keep-alive 0 bytes"),
        arguments("9112 4", "HTTP/1.1 200 ↵Content-Length: 5↵↵", "200 keep-alive 5 bytes"),
        arguments("9112 4", "HTTP/1.1 200↵Content-Length: 5↵↵", "200 keep-alive 5 bytes"),
        arguments("9112 4", "HTTP/1.1 200 a\tü 1↵content-length:5↵↵", "200 keep-alive 5 bytes"),
        arguments("9112 4", "HTTP/1.1 404 Not Found↵Content-Length: 5↵↵", "404 keep-alive 5 bytes"),
        arguments("9112 9.3", "HTTP/1.0 200 OK↵Content-Length: 5↵↵", "200 close 5 bytes"),
        arguments(
            "9112 9.3",
            "HTTP/1.0 200 OK↵Content-Length: 5↵Connection: keep-alive↵↵",
            "200 keep-alive 5 bytes"),
        arguments("9112 9.6", OK + "Content-Length: 5↵Connection: close↵↵", "200 close 5 bytes"),
        arguments("9112 6.3", OK + "↵", "200 close until close"),
        arguments("9112 6.3", OK + "Connection: keep-alive↵↵", "200 close until close"),
        arguments("9112 6.3", OK + "Transfer-Encoding: chunked↵↵", "200 keep-alive chunked"),
        arguments("9112 6.3", "HTTP/1.1 100 Continue↵↵", "100 keep-alive 0 bytes"),
        arguments("9112 6.3", "HTTP/1.1 204 No Content↵↵", "204 keep-alive 0 bytes"),
        arguments("9112 6.3", "HTTP/1.1 304 x↵Content-Length: 5↵↵", "304 keep-alive 0 bytes"),
        arguments(
            "9112 6.1", "HTTP/1.1 304 x↵Transfer-Encoding: chunked↵↵", "304 keep-alive 0 bytes"));
  }

  @ParameterizedTest(name = "RFC {0}: {1}")
  @MethodSource("heads")
  void aHeadCutAnywhereGivesTheSameOutcome(String rfc, String head, String expected) {
    byte[] bytes = RequestArrivals.bytes("HTT" + head + "HTTP/1.1 500 x↵↵");
    int length = RequestArrivals.bytes(head).length;
    for (int cut = OFFSET; cut <= bytes.length; cut++) {
      var parser = new ResponseParser();
      assertEquals(
          cut - OFFSET < length
              ? ResponseParser.Outcome.INCOMPLETE
              : ResponseParser.Outcome.COMPLETE,
          parser.parse(bytes, OFFSET, cut));
      assertEquals(ResponseParser.Outcome.COMPLETE, parser.parse(bytes, OFFSET, bytes.length));
      assertEquals(length, parser.length());
      assertEquals(expected, describe(parser));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/2.0 200 OK↵↵",
        "http/1.1 200 OK↵↵",
        "HTTP/1.x 200 OK↵↵",
        "HTTP/1.1  200 OK↵↵",
        "HTTP/1.1 20 OK↵↵",
        "HTTP/1.1 2000 OK↵↵",
        "HTTP/1.1 abc OK↵↵",
        "HTTP/1.1 200 OK\n",
        "HTTP/1.1 200 OK\rX",
        "HTTP/1.1 200 \0↵↵",
        "GET / HTTP/1.1↵↵",
        "HTTP/1.1 200 OK↵X : y↵↵",
        "HTTP/1.1 200 OK↵X: y\n",
        "HTTP/1.1 200 OK↵Content-Length: x↵↵",
        "HTTP/1.1 200 OK↵Content-Length: 1↵Content-Length: 2↵↵",
        "HTTP/1.1 200 OK↵Content-Length: 1↵Transfer-Encoding: chunked↵↵"
      })
  void aMalformedHeadCutAnywhereIsFoundOut(String head) {
    byte[] bytes = RequestArrivals.bytes(head);
    for (int cut = 0; cut <= bytes.length; cut++) {
      var parser = new ResponseParser();
      parser.parse(bytes, 0, cut);
      assertEquals(
          ResponseParser.Outcome.MALFORMED, parser.parse(bytes, 0, bytes.length), "cut at " + cut);
      assertEquals(
          ResponseParser.Outcome.MALFORMED, parser.parse(bytes, 0, bytes.length), "not final");
    }
  }

  @Test
  void aHeadLeavesNothingBehindForTheNext() {
    byte[] first = RequestArrivals.bytes("HTTP/1.1 404 x↵Content-Length: 5↵Connection: close↵↵");
    byte[] second = RequestArrivals.bytes(OK + "Transfer-Encoding: chunked↵↵");
    var parser = new ResponseParser();
    parser.parse(first, 0, first.length);
    parser.reset();
    parser.parse(second, 0, second.length);
    assertEquals("200 keep-alive chunked", describe(parser));
  }

  @Test
  void parsingAllocatesNothing() {
    byte[] bytes =
        RequestArrivals.bytes(OK + "Server: a↵Content-Type: text/html↵Content-Length: 5↵↵");
    var parser = new ResponseParser();
    Allocation.assertNone(
        () -> {
          parser.reset();
          parser.parse(bytes, 0, bytes.length / 2);
          if (parser.parse(bytes, 0, bytes.length) != ResponseParser.Outcome.COMPLETE) {
            throw new AssertionError("expected a whole head");
          }
        });
  }

  private static String describe(ResponseParser parser) {
    String body =
        switch (parser.framing()) {
          case LENGTH -> parser.bodyBytes() + " bytes";
          case CHUNKED -> "chunked";
          case UNTIL_CLOSE -> "until close";
        };
    return parser.status() + (parser.keepsAlive() ? " keep-alive " : " close ") + body;
  }
}

package dev.pruefstand.http;

import static dev.pruefstand.http.RequestArrivals.assertOutcome;
import static dev.pruefstand.http.RequestArrivals.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pruefstand.Allocation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is accepted; {@link RequestRefusalTest} has what is not. */
@Timeout(60)
class RequestParserTest {
  /** Where it is written, the request (↵ is a line end), and what is read. */
  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments("9112 3", "GET / HTTP/1.1↵Host: a↵↵", "GET / 1.1 keep-alive"),
        arguments("9112 3.1", "BREW /pot HTTP/1.1↵Host: a↵↵", "UNKNOWN /pot 1.1 keep-alive"),
        arguments("9110 9.1", "get / HTTP/1.1↵Host: a↵↵", "UNKNOWN / 1.1 keep-alive"),
        arguments("9112 3.1", "GETS / HTTP/1.1↵Host: a↵↵", "UNKNOWN / 1.1 keep-alive"),
        arguments("9112 3.1", "M".repeat(32) + " / HTTP/1.1↵Host: a↵↵", "UNKNOWN / 1.1 keep-alive"),
        arguments(
            "9112 3.2.2", "GET http://a/b HTTP/1.1↵Host: a↵↵", "GET http://a/b 1.1 keep-alive"),
        arguments("9112 3.2.3", "CONNECT a:1 HTTP/1.1↵Host: a:1↵↵", "CONNECT a:1 1.1 keep-alive"),
        arguments("9112 3.2.4", "OPTIONS * HTTP/1.1↵Host: a↵↵", "OPTIONS * 1.1 keep-alive"),
        arguments("9112 2.2", "↵GET / HTTP/1.1↵Host: a↵↵", "GET / 1.1 keep-alive"),
        arguments("9112 2.2", "↵↵↵↵GET / HTTP/1.1↵Host: a↵↵", "GET / 1.1 keep-alive"),
        arguments("9110 2.5", "GET / HTTP/1.9↵Host: a↵↵", "GET / 1.9 keep-alive"),
        arguments("9112 9.3", "GET / HTTP/1.0↵↵", "GET / 1.0 close"),
        arguments("9112 9.3", "GET / HTTP/1.0↵Connection: keep-alive↵↵", "GET / 1.0 keep-alive"),
        arguments("9112 9.3", "GET / HTTP/1.0↵Connection: Keep-Alive↵↵", "GET / 1.0 keep-alive"),
        arguments("9112 9.3", "GET / HTTP/1.0↵Connection: keep-alive, close↵↵", "GET / 1.0 close"),
        arguments("9112 9.6", "GET / HTTP/1.1↵Host: a↵Connection: close↵↵", "GET / 1.1 close"),
        arguments("9112 9.6", "GET / HTTP/1.1↵Host: a↵CONNECTION: CLOSE↵↵", "GET / 1.1 close"),
        arguments(
            "9110 7.6.1", "GET / HTTP/1.1↵Host: a↵Connection: x,\t close↵↵", "GET / 1.1 close"),
        arguments(
            "9110 5.6.1", "GET / HTTP/1.1↵Host: a↵Connection: ,, close,↵↵", "GET / 1.1 close"),
        arguments(
            "9110 5.3",
            "GET / HTTP/1.1↵Host: a↵Connection: close↵Connection: x↵↵",
            "GET / 1.1 close"),
        arguments(
            "9110 7.6.1", "GET / HTTP/1.1↵Host: a↵Connection: closed↵↵", "GET / 1.1 keep-alive"),
        arguments("9112 3.2", "GET / HTTP/1.1↵Host:↵↵", "GET / 1.1 keep-alive"),
        arguments("9110 5.1", "GET / HTTP/1.1↵hOsT: a↵↵", "GET / 1.1 keep-alive"),
        arguments("9110 5.5", "GET / HTTP/1.1↵Host:a↵↵", "GET / 1.1 keep-alive"),
        arguments("9110 5.5", "GET / HTTP/1.1↵Host:\t a \t↵↵", "GET / 1.1 keep-alive"),
        arguments("9110 5.5", "GET / HTTP/1.1↵Host: a↵X:↵Y: ↵↵", "GET / 1.1 keep-alive"),
        arguments("9110 5.5", "GET / HTTP/1.1↵Host: a↵X: b\tü c↵↵", "GET / 1.1 keep-alive"),
        arguments(
            "9110 5.6.2",
            "GET / HTTP/1.1↵Host: a↵!#$%&'*+-.^_`|~09azAZ: x↵↵",
            "GET / 1.1 keep-alive"),
        arguments(
            "9112 6.2", "POST / HTTP/1.1↵Host: a↵Content-Length: 0↵↵", "POST / 1.1 keep-alive"),
        arguments(
            "9112 6.2",
            "POST / HTTP/1.1↵Host: a↵Content-Length: 007↵↵",
            "POST / 1.1 keep-alive body"),
        arguments(
            "9112 6.3",
            "POST / HTTP/1.1↵Host: a↵Content-Length: 7↵Content-Length: 7↵↵",
            "POST / 1.1 keep-alive body"),
        arguments(
            "9110 8.6",
            "POST / HTTP/1.1↵Host: a↵Content-Length: 9223372036854775807↵↵",
            "POST / 1.1 keep-alive body"),
        arguments(
            "9112 6.1",
            "POST / HTTP/1.1↵Host: a↵Transfer-Encoding: Chunked↵↵",
            "POST / 1.1 keep-alive body"));
  }

  @ParameterizedTest(name = "RFC {0}: {1}")
  @MethodSource("accepted")
  void aRequestCutAnywhereGivesTheSameOutcome(String rfc, String request, String outcome) {
    byte[] bytes = bytes(request);
    assertOutcome(outcome + ", " + bytes.length + " bytes", bytes);
  }

  @ParameterizedTest(name = "RFC {0}: {1}")
  @MethodSource("accepted")
  void whatFollowsARequestIsNotRead(String rfc, String request, String outcome) {
    String expected = outcome + ", " + bytes(request).length + " bytes";
    assertOutcome(expected, bytes(request + "GET /next HTTP/1.1↵"));
    assertOutcome(expected, bytes(request + "\0\n"));
  }

  @ParameterizedTest(name = "RFC {0}: {1}")
  @MethodSource("accepted")
  void aRequestWithoutItsLastByteIsIncomplete(String rfc, String request, String outcome) {
    String withoutLineFeed = request.replace("↵", "\r\n");
    withoutLineFeed = withoutLineFeed.substring(0, withoutLineFeed.length() - 1);
    assertOutcome("incomplete", bytes(withoutLineFeed));
  }

  @Test
  void pipelinedRequestsAreReadOneAfterTheOther() {
    byte[] bytes = bytes("GET /1 HTTP/1.1↵Host: a↵↵↵HEAD /22 HTTP/1.0↵↵GET /3 HTTP/1.1↵Host: a↵↵");
    for (int piece = 1; piece <= bytes.length; piece++) {
      var parser = new RequestParser(RequestArrivals.LIMITS);
      var read = new ArrayList<String>();
      int start = 0;
      int end = 0;
      while (end < bytes.length) {
        end = Math.min(end + piece, bytes.length);
        while (parser.parse(bytes, start, end) == RequestParser.Outcome.COMPLETE) {
          int from = start + parser.targetFrom();
          int length = parser.targetTo() - parser.targetFrom();
          String target = new String(bytes, from, length, StandardCharsets.US_ASCII);
          read.add(parser.method() + " " + target + " " + parser.keepsAlive());
          start += parser.length();
          parser.reset();
        }
      }
      assertEquals(List.of("GET /1 true", "HEAD /22 false", "GET /3 true"), read);
      assertEquals(bytes.length, start);
    }
  }

  @Test
  void emptyLinesAreNoBegunRequest() {
    byte[] bytes = bytes("↵↵G");
    var parser = new RequestParser(RequestArrivals.LIMITS);
    parser.parse(bytes, 0, bytes.length - 1);
    assertFalse(parser.begun());
    parser.parse(bytes, 0, bytes.length);
    assertTrue(parser.begun());
    parser.reset();
    assertFalse(parser.begun());
  }

  @Test
  void aValueIsReadWithoutTheBlanksAroundIt() {
    byte[] bytes = bytes("ZZGET / HTTP/1.1↵Host: a↵Accept: \t text/html, */*\t ↵↵");
    var parser = new RequestParser(RequestArrivals.LIMITS);
    parser.parse(bytes, 2, bytes.length);
    assertEquals("text/html, */*", parser.values().text(Field.ACCEPT, bytes, 2));
    assertFalse(parser.values().has(Field.IF_NONE_MATCH));
    assertNull(parser.values().text(Field.IF_NONE_MATCH, bytes, 2));
  }

  @Test
  void aRepeatedFieldHasNoSingleValue() {
    byte[] bytes = bytes("GET / HTTP/1.1↵Host: a↵If-None-Match: \"a\"↵If-None-Match: \"b\"↵↵");
    var parser = new RequestParser(RequestArrivals.LIMITS);
    parser.parse(bytes, 0, bytes.length);
    assertTrue(parser.values().has(Field.IF_NONE_MATCH));
    assertNull(parser.values().text(Field.IF_NONE_MATCH, bytes, 0));
  }

  @Test
  void aRequestLeavesNothingBehindForTheNext() {
    byte[] first = bytes("POST / HTTP/1.1↵Host: a↵Connection: close↵Content-Length: 1↵Accept: x↵↵");
    byte[] second = bytes("GET / HTTP/1.1↵Host: a↵↵");
    var parser = new RequestParser(RequestArrivals.LIMITS);
    parser.parse(first, 0, first.length);
    parser.reset();
    assertEquals(RequestParser.Outcome.COMPLETE, parser.parse(second, 0, second.length));
    assertTrue(parser.keepsAlive());
    assertFalse(parser.values().hasBody());
    assertFalse(parser.values().has(Field.ACCEPT));
  }

  @Test
  void parsingAllocatesNothing() {
    byte[] bytes =
        bytes(
            "GET /hello.html HTTP/1.1↵Host: 127.0.0.1:8080↵Accept: text/html↵"
                + "Connection: keep-alive↵If-None-Match: \"0123456789abcdef\"↵↵");
    byte[] before = bytes.clone();
    var parser = new RequestParser(RequestArrivals.LIMITS);
    Allocation.assertNone(
        () -> {
          parser.reset();
          parser.parse(bytes, 0, bytes.length / 2);
          if (parser.parse(bytes, 0, bytes.length) != RequestParser.Outcome.COMPLETE) {
            throw new AssertionError("expected a whole request");
          }
        });
    assertArrayEquals(before, bytes);
  }
}

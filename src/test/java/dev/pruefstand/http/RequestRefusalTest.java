package dev.pruefstand.http;

import static dev.pruefstand.http.RequestArrivals.assertOutcome;
import static dev.pruefstand.http.RequestArrivals.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and with which status. */
@Timeout(60)
class RequestRefusalTest {
  private static final String GET = "GET / HTTP/1.1↵Host: a↵";
  private static final String POST = "POST / HTTP/1.1↵Host: a↵";

  /** Where it is written, the request (↵ is a line end), and the status. */
  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("9112 2.2", "GET / HTTP/1.1\nHost: a\n\n", 400),
        arguments("9112 2.2", "GET / HTTP/1.1\rHost: a↵↵", 400),
        arguments("9112 2.2", "\nGET / HTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 2.2", "\r\rGET / HTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 2.2", "GET / HTTP/1.1↵Host: a\n↵", 400),
        arguments("9112 2.2", "GET / HTTP/1.1↵Host: a\rX: b↵↵", 400),
        arguments("9112 2.2", GET + "X: b\r\r↵↵", 400),
        arguments("9112 2.2", GET + "\n", 400),
        arguments("9112 2.2", GET + "\rX", 400),
        arguments("9112 2.2", "↵↵↵↵↵GET / HTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 2.2", " GET / HTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 2.3", "GET / HTTP/2.0↵Host: a↵↵", 505),
        arguments("9112 2.3", "PRI * HTTP/2.0↵↵SM↵↵", 505),
        arguments("9112 2.3", "GET / HTTP/0.9↵Host: a↵↵", 505),
        arguments("9112 2.3", "GET / HTTP/3.1↵Host: a↵↵", 505),
        arguments("9112 2.3", "GET / http/1.1↵Host: a↵↵", 400),
        arguments("9112 2.3", "GET / HTTP/1↵Host: a↵↵", 400),
        arguments("9112 2.3", "GET / HTTP/1.↵Host: a↵↵", 400),
        arguments("9112 2.3", "GET / HTTP/1.10↵Host: a↵↵", 400),
        arguments("9112 2.3", "GET / HTTP/11.1↵Host: a↵↵", 400),
        arguments("9112 2.3", "GET / HTTP/1,1↵Host: a↵↵", 400),
        arguments("9112 2.3", "GET / HTTP/+.1↵Host: a↵↵", 400),
        arguments("9112 3", "GET /↵↵", 400),
        arguments("9112 3", "GET↵↵", 400),
        arguments("9112 3", "GET  / HTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 3", "GET /  HTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 3", "GET\t/ HTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 3", "GET /\tHTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 3", "GET / HTTP/1.1 ↵Host: a↵↵", 400),
        arguments("9112 3", "GET /a b HTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 3", "GET / HTTP/1.1 x↵Host: a↵↵", 400),
        arguments("9112 3.1", "G(T / HTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 3.1", "\u0016\u0003\u0001\u0002\0\u0001", 400),
        arguments("9112 3", "M".repeat(33) + " / HTTP/1.1↵Host: a↵↵", 501),
        arguments("9112 3", "M".repeat(99), 501),
        arguments("9112 3.2", "GET /ü HTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 3.2", "GET /\0 HTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 3.2", "GET /\u007f HTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 3.2", "GET / HTTP/1.1↵↵", 400),
        arguments("9112 3.2", "GET / HTTP/1.1↵Host: a↵Host: a↵↵", 400),
        arguments("9112 3.2", "GET / HTTP/1.1↵Host: a↵X: b↵host: c↵↵", 400),
        arguments("9112 3.2", "GET / HTTP/1.0↵Host: a↵Host: b↵↵", 400),
        arguments("9112 3.2", "GET / HTTP/1.1↵Host: a b↵↵", 400),
        arguments("9112 3.2", "GET / HTTP/1.1↵Host: a, b@c↵↵", 400),
        arguments("9112 5", GET + ": b↵↵", 400),
        arguments("9112 5", GET + "X↵↵", 400),
        arguments("9112 5", GET + "X b: c↵↵", 400),
        arguments("9112 5", GET + "Xü: c↵↵", 400),
        arguments("9112 5.1", GET + "X : b↵↵", 400),
        arguments("9112 5.1", GET + "X\t: b↵↵", 400),
        arguments("9112 5.1", "GET / HTTP/1.1↵Host : a↵↵", 400),
        arguments("9112 2.2", "GET / HTTP/1.1↵ Host: a↵↵", 400),
        arguments("9112 5.2", GET + "X: b↵ c↵↵", 400),
        arguments("9112 5.2", GET + "X: b↵\tc↵↵", 400),
        arguments("9112 5.2", GET + " ↵↵", 400),
        arguments("9110 5.5", GET + "X: \0↵↵", 400),
        arguments("9110 5.5", GET + "X: b\u0001c↵↵", 400),
        arguments("9110 5.5", GET + "X: b\u001fc↵↵", 400),
        arguments("9110 5.5", GET + "X: \u007f↵↵", 400),
        arguments("9110 8.6", POST + "Content-Length: -1↵↵", 400),
        arguments("9110 8.6", POST + "Content-Length: +1↵↵", 400),
        arguments("9110 8.6", POST + "Content-Length:↵↵", 400),
        arguments("9110 8.6", POST + "Content-Length: x↵↵", 400),
        arguments("9110 8.6", POST + "Content-Length: 0x1↵↵", 400),
        arguments("9110 8.6", POST + "Content-Length: 1 2↵↵", 400),
        arguments("9110 8.6", POST + "Content-Length: 1.0↵↵", 400),
        arguments("9110 8.6", POST + "Content-Length: 9223372036854775808↵↵", 400),
        arguments("9110 8.6", POST + "Content-Length: 99999999999999999999↵↵", 400),
        arguments("9112 6.3", POST + "Content-Length: 1, 2↵↵", 400),
        arguments("9112 6.3", POST + "Content-Length: 1↵Content-Length: 2↵↵", 400),
        arguments("9112 6.3", POST + "Content-Length: 0↵Content-Length: 2↵↵", 400),
        arguments("9112 6.3", POST + "Content-Length: 1↵Transfer-Encoding: chunked↵↵", 400),
        arguments("9112 6.3", POST + "Transfer-Encoding: chunked↵Content-Length: 1↵↵", 400),
        arguments("9112 6.3", POST + "Content-Length: 0↵Transfer-Encoding: chunked↵↵", 400),
        arguments("9112 6.1", "POST / HTTP/1.0↵Transfer-Encoding: chunked↵↵", 400),
        arguments(
            "9112 6.1", POST + "Transfer-Encoding: chunked↵Transfer-Encoding: chunked↵↵", 400),
        arguments("9112 6.1", POST + "Transfer-Encoding: chunked, chunked↵↵", 400),
        arguments("9112 6.1", POST + "Transfer-Encoding: ,chunked↵↵", 400),
        arguments("9112 3.2", "GET /a#b HTTP/1.1↵Host: a↵↵", 400),
        arguments("9112 6.1", POST + "Transfer-Encoding: gzip, chunked↵↵", 501),
        arguments("9112 6.1", POST + "Transfer-Encoding: x-unknown ,\tCHUNKED↵↵", 501),
        arguments("9112 6.3", POST + "Transfer-Encoding: gzip↵↵", 400),
        arguments("9112 6.3", POST + "Transfer-Encoding: chunked, gzip↵↵", 400),
        arguments("9112 6.3", POST + "Transfer-Encoding: identity↵↵", 400),
        arguments("9112 6.3", POST + "Transfer-Encoding: xchunked↵↵", 400),
        arguments("9112 6.3", POST + "Transfer-Encoding:↵↵", 400));
  }

  @ParameterizedTest(name = "RFC {0}: {1} is {2}")
  @MethodSource("refused")
  void aRequestCutAnywhereIsRefusedWithTheSameStatus(String rfc, String request, int status) {
    assertOutcome(Integer.toString(status), bytes(request));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "BREW", "M"})
  void aRequestLineAtItsLimitIsReadAndBeyondItIs414(String method) {
    int target =
        RequestArrivals.LIMITS.requestLineBytes() - method.length() - "  HTTP/1.1".length();
    String longest = method + " /" + "t".repeat(target - 1);
    String known = method.length() > 2 && !method.equals("BREW") ? method : "UNKNOWN";
    byte[] fits = bytes(longest + " HTTP/1.1↵Host: a↵↵");
    assertOutcome(
        known + " /" + "t".repeat(target - 1) + " 1.1 keep-alive, " + fits.length + " bytes", fits);
    assertOutcome("414", bytes(longest + "t HTTP/1.1↵Host: a↵↵"));
    assertOutcome("414", bytes(longest + "t"));
    assertOutcome("incomplete", bytes(longest));
  }

  @Test
  void emptyLinesDoNotCountTowardsTheRequestLine() {
    int target = RequestArrivals.LIMITS.requestLineBytes() - "GET  HTTP/1.1".length();
    String longest = "/" + "t".repeat(target - 1);
    byte[] fits = bytes("↵↵↵GET " + longest + " HTTP/1.1↵Host: a↵↵");
    assertOutcome("GET " + longest + " 1.1 keep-alive, " + fits.length + " bytes", fits);
  }

  @ParameterizedTest(name = "the last line ends with {0}")
  @ValueSource(strings = {"X: ", "X:   ", "Host: b", "X: b \t ", ":"})
  void aHeaderSectionAtItsLimitIsReadAndBeyondItIs431(String lastLine) {
    // With their line ends, as the limit says; the name of the last line fills the section up.
    String first = "Host: a↵";
    int room = RequestArrivals.LIMITS.headerBytes() - bytes(first + lastLine + "↵").length;
    String fits = "GET / HTTP/1.1↵" + first + "x".repeat(room) + lastLine + "↵↵";
    byte[] bytes = bytes(fits);
    assertOutcome("GET / 1.1 keep-alive, " + bytes.length + " bytes", bytes);
    for (int more = 1; more <= 4; more++) {
      String beyond = "GET / HTTP/1.1↵" + first + "x".repeat(room + more) + lastLine + "↵↵";
      assertOutcome("431", bytes(beyond));
    }
  }

  @Test
  void aFieldWithoutEndIs431() {
    int most = RequestArrivals.LIMITS.headerBytes();
    assertOutcome("431", bytes("GET / HTTP/1.1↵" + "x".repeat(most + 1)));
    assertOutcome("431", bytes("GET / HTTP/1.1↵X: " + "x".repeat(most)));
    assertOutcome("431", bytes("GET / HTTP/1.1↵X:" + " ".repeat(most)));
  }

  @Test
  void asManyFieldsAsTheLimitAreReadAndOneMoreIs431() {
    int most = RequestArrivals.LIMITS.headerFields();
    byte[] fits = bytes(GET + "X: b↵".repeat(most - 1) + "↵");
    assertOutcome("GET / 1.1 keep-alive, " + fits.length + " bytes", fits);
    assertOutcome("431", bytes(GET + "X: b↵".repeat(most) + "↵"));
    assertOutcome("431", bytes(GET + "X: b↵".repeat(most) + "X"));
  }

  @Test
  void aRefusedParserCanBeUsedAgain() {
    byte[] bad = bytes(POST + "Content-Length: x↵↵");
    byte[] good = bytes(GET + "↵");
    var parser = new RequestParser(RequestArrivals.LIMITS);
    assertEquals(RequestParser.Outcome.REFUSED, parser.parse(bad, 0, bad.length));
    parser.reset();
    assertEquals(RequestParser.Outcome.COMPLETE, parser.parse(good, 0, good.length));
  }
}

package dev.pruefstand.server;

import static dev.pruefstand.server.ContractRow.of;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are odd and yet have an answer, after which the connection goes on. */
@ParameterizedClass
@MethodSource("dev.pruefstand.server.Contender#all")
@Timeout(60)
class OddContractTest {
  private static final String PAGE = "GET /page.html HTTP/1.1\nHost: a\n";
  private static final String STATS = "GET /stats HTTP/1.1\nHost: a\n";

  @Parameter Contender contender;

  private Server server;

  @BeforeEach
  void start() {
    server = contender.start(TestSite.config());
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** Targets that name a file, and others that only seem to. */
  static Stream<ContractRow> paths() {
    return Stream.of(
        of("3986 5.2.4", 200, "GET /./page.html HTTP/1.1\nHost: a\n\n", "ETag: {etag}"),
        of("3986 5.2.4", 200, "GET /x/../page.html HTTP/1.1\nHost: a\n\n", "ETag: {etag}"),
        of("3986 5.2.4", 200, "GET /%2e/page.html HTTP/1.1\nHost: a\n\n", "ETag: {etag}"),
        of("3986 5.2.4", 200, "GET /x/%2E./page.html HTTP/1.1\nHost: a\n\n", "ETag: {etag}"),
        of("3986 2.1", 200, "GET /page%2ehtml HTTP/1.1\nHost: a\n\n", "ETag: {etag}"),
        of("3986 3.4", 200, "GET /page.html? HTTP/1.1\nHost: a\n\n", "ETag: {etag}"),
        of("3986 3.4", 200, "GET /page.html?x?y HTTP/1.1\nHost: a\n\n", "ETag: {etag}"),
        of("3986 3.4", 200, "GET /page.html?%zz HTTP/1.1\nHost: a\n\n", "ETag: {etag}"),
        of("9112 3.2.2", 200, "GET http://other/page.html HTTP/1.1\nHost: a\n\n", "ETag: {etag}"),
        of("9112 3.2.2", 200, "GET http://[::1]/page.html HTTP/1.1\nHost: a\n\n", "ETag: {etag}"),
        of("9112 3.2.2", 200, "GET http://a?x HTTP/1.1\nHost: a\n\n"),
        of("9112 3.2.2", 200, "GET http://a/page.html HTTP/1.1\nHost:\n\n", "ETag: {etag}"),
        of("3986 2.4", 404, "GET /x%2f..%2fpage.html HTTP/1.1\nHost: a\n\n"),
        of("3986 2.4", 404, "GET /%2Fpage.html HTTP/1.1\nHost: a\n\n"),
        of("3986 2.4", 404, "GET /page.html%2f. HTTP/1.1\nHost: a\n\n"),
        of("3986 2.4", 404, "GET /page%252ehtml HTTP/1.1\nHost: a\n\n"),
        of("3986 2.4", 404, "GET /%252e%252e/page.html HTTP/1.1\nHost: a\n\n"),
        of("3986 3.3", 404, "GET //page.html HTTP/1.1\nHost: a\n\n"),
        of("3986 3.3", 404, "GET /page.html/ HTTP/1.1\nHost: a\n\n"),
        of("3986 3.3", 404, "GET /page.html;v=1 HTTP/1.1\nHost: a\n\n"),
        of("3986 3.3", 404, "GET /PAGE.HTML HTTP/1.1\nHost: a\n\n"),
        of("3986 3.3", 404, "GET /page.html%0d%0aX:y HTTP/1.1\nHost: a\n\n"),
        of("3986 3.3", 404, "GET /..%5cpage.html HTTP/1.1\nHost: a\n\n"),
        of("3986 3.3", 404, "GET /%c0%ae%c0%ae/page.html HTTP/1.1\nHost: a\n\n"));
  }

  /** Fields that look odd and are fine. */
  static Stream<ContractRow> heads() {
    return Stream.of(
        of("9112 3.2", 200, "GET /page.html HTTP/1.1\nHost:\n\n", "ETag: {etag}"),
        of("9112 3.2", 200, "GET /page.html HTTP/1.1\nHost:a\n\n", "ETag: {etag}"),
        of("9112 3.2", 200, "GET /page.html HTTP/1.1\nHost: a:\n\n", "ETag: {etag}"),
        of("9112 3.2", 200, "GET /page.html HTTP/1.1\nHost: a:80\n\n", "ETag: {etag}"),
        of("9112 3.2", 200, "GET /page.html HTTP/1.1\nHost: [::1]:80\n\n", "ETag: {etag}"),
        of("9112 3.2", 200, "GET /page.html HTTP/1.1\nHost: %61\n\n", "ETag: {etag}"),
        of("9112 3.2", 200, "GET /page.html HTTP/1.1\nX: y\nHost: a\n\n", "ETag: {etag}"),
        of("9110 5.5", 200, PAGE + "X:\n\n", "ETag: {etag}"),
        of("9110 5.5", 200, PAGE + "X: ÿþ\n\n", "ETag: {etag}"),
        of("9110 5.5", 200, PAGE + "X: \t y \t\n\n", "ETag: {etag}"),
        of("9110 5.1", 200, PAGE + "!#$%&'*+-.^_`|~: y\n\n", "ETag: {etag}"),
        of("9112 6.3", 200, PAGE + "content-length:5\n\n12345", "ETag: {etag}"),
        of("9112 6.3", 200, PAGE + "Content-Length:\t5\t\n\n12345", "ETag: {etag}"),
        of("9112 6.3", 200, PAGE + "Content-Length: 005\n\n12345", "ETag: {etag}"),
        of("9112 6.3", 200, PAGE + "Content-Length: 5\nContent-Length: 5\n\n12345", "ETag: {etag}"),
        of(
            "9112 6.3",
            200,
            PAGE + "Transfer_Encoding: chunked\nContent-Length: 5\n\n12345",
            "ETag: {etag}"),
        of(
            "9112 7.1.1",
            200,
            PAGE + "transfer-encoding:Chunked\n\n5 ; a = b\n12345\n0\n\n",
            "ETag: {etag}"),
        of(
            "9112 7.1.1",
            200,
            PAGE + "transfer-encoding:Chunked\n\n5;a=\"\\\";\\\\\"\n12345\n0\n\n",
            "ETag: {etag}"),
        of(
            "9112 7.1.1",
            200,
            PAGE + "transfer-encoding:Chunked\n\n05\n12345\n0\n\n",
            "ETag: {etag}"),
        of(
            "9112 7.1.2",
            200,
            PAGE
                + "Transfer-Encoding: chunked\n\n"
                + "0\n"
                + "Content-Length: 9\n"
                + "Transfer-Encoding: x\n"
                + "Host: b\n\n",
            "ETag: {etag}"),
        of("9112 9.6", 200, PAGE + "Connection: closed\n\n", "ETag: {etag}"),
        of("9110 2.5", 200, "GET /page.html HTTP/1.9\nHost: a\n\n", "ETag: {etag}"),
        of(
            "9110 7.8",
            200,
            PAGE + "Connection: Upgrade, HTTP2-Settings\nUpgrade: h2c\nHTTP2-Settings: x\n\n",
            "ETag: {etag}"),
        of("9110 9.1", 501, "Get / HTTP/1.1\nHost: a\n\n"),
        of("9110 10.1.1", 200, PAGE + "Expect: 100-CONTINUE\n\n", "ETag: {etag}"),
        of(
            "9110 10.1.1",
            200,
            PAGE + "Expect: 100-continue\nContent-Length: 5\n\n12345",
            "ETag: {etag}"));
  }

  /** RFC 9110 section 13, where a condition is none, is several, or meets what has no validator. */
  static Stream<ContractRow> conditions() {
    return Stream.of(
        of("9110 13.1.3", 200, PAGE + "If-Modified-Since: \n\n", "ETag: {etag}"),
        of(
            "9110 13.1.3",
            200,
            PAGE + "If-Modified-Since: Mon, 01 Jan 2100 00:00:00 GMT\n\n",
            "ETag: {etag}"),
        of(
            "9110 13.1.3",
            200,
            PAGE + "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 UTC\n\n",
            "ETag: {etag}"),
        of(
            "9110 13.1.3",
            200,
            PAGE + "If-Modified-Since: Fri, 1 Jan 2100 00:00:00 GMT\n\n",
            "ETag: {etag}"),
        of(
            "9110 13.1.3",
            200,
            PAGE + "If-Modified-Since: fri, 01 jan 2100 00:00:00 gmt\n\n",
            "ETag: {etag}"),
        of(
            "9110 13.1.3",
            200,
            PAGE + "If-Modified-Since: Fri, 01 Jan 2100 24:00:00 GMT\n\n",
            "ETag: {etag}"),
        of(
            "9110 13.1.3",
            200,
            PAGE + "If-Modified-Since: Sun, 31 Feb 2100 00:00:00 GMT\n\n",
            "ETag: {etag}"),
        of(
            "9110 13.1.3",
            200,
            PAGE + "If-Modified-Since: {modified}, {modified}\n\n",
            "ETag: {etag}"),
        of(
            "9110 13.1.3",
            200,
            PAGE + "If-Modified-Since: {modified}\nIf-Modified-Since: {modified}\n\n",
            "ETag: {etag}"),
        of(
            "9110 5.6.7",
            200,
            PAGE + "If-Modified-Since: Thursday, 01-Jan-98 00:00:00 GMT\n\n",
            "ETag: {etag}"),
        of(
            "9110 5.6.7",
            200,
            PAGE + "If-Modified-Since: Thu Jan  1 00:00:00 1998\n\n",
            "ETag: {etag}"),
        of(
            "9110 5.6.7",
            304,
            PAGE + "If-Modified-Since: Fri Jan  1 00:00:00 2100\n\n",
            "ETag: {etag}"),
        of("9110 13.1.2", 200, PAGE + "If-None-Match: \n\n", "ETag: {etag}"),
        of("9110 13.1.2", 200, PAGE + "If-None-Match: garbage\n\n", "ETag: {etag}"),
        of("9110 13.1.2", 200, PAGE + "If-None-Match: w/{etag}\n\n", "ETag: {etag}"),
        of("9110 13.1.1", 412, PAGE + "If-Match: W/{etag}\n\n", "ETag"),
        of("9110 13.1.4", 200, PAGE + "If-Unmodified-Since: x\n\n", "ETag: {etag}"),
        of(
            "9110 13.2.2",
            200,
            PAGE + "If-Match: *\nIf-Unmodified-Since: Thu, 01 Jan 1998 00:00:00 GMT\n\n",
            "ETag: {etag}"),
        of("9110 13.2.1", 404, "GET /no HTTP/1.1\nHost: a\nIf-Match: \"x\"\n\n"),
        of("9110 13.2.1", 404, "GET /no HTTP/1.1\nHost: a\nIf-None-Match: *\n\n"),
        of("9110 13.2.1", 204, "OPTIONS / HTTP/1.1\nHost: a\nIf-Match: \"x\"\n\n"),
        of("9110 13.2.1", 405, "PUT / HTTP/1.1\nHost: a\nIf-None-Match: *\n\n"),
        of(
            "9110 13.1.2",
            304,
            STATS + "If-None-Match: *\n\n",
            "Vary: Accept",
            "Cache-Control: no-store",
            "ETag"),
        of("9110 13.1.2", 200, STATS + "If-None-Match: \"x\"\n\n"),
        of("9110 13.1.1", 412, STATS + "If-Match: \"x\"\n\n"),
        of("9110 13.1.1", 200, STATS + "If-Match: *\n\n"),
        of("9110 13.1.3", 200, STATS + "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\n\n"),
        of("9110 13.1.4", 200, STATS + "If-Unmodified-Since: Thu, 01 Jan 1998 00:00:00 GMT\n\n"));
  }

  /** RFC 9110 section 14, where a range is none, is several, or comes with a condition. */
  static Stream<ContractRow> ranges() {
    return Stream.of(
        of("9110 14.2", 200, PAGE + "Range: bytes\n\n", "Content-Range"),
        of("9110 14.2", 200, PAGE + "Range: bytes=\n\n", "Content-Range"),
        of("9110 14.2", 200, PAGE + "Range: bytes=-\n\n", "Content-Range"),
        of("9110 14.2", 200, PAGE + "Range: bytes=a-b\n\n", "Content-Range"),
        of("9110 14.2", 200, PAGE + "Range: bytes=+0-1\n\n", "Content-Range"),
        of("9110 14.2", 200, PAGE + "Range: bytes=0x0-1\n\n", "Content-Range"),
        of("9110 14.2", 200, PAGE + "Range: bytes=--1\n\n", "Content-Range"),
        of("9110 14.2", 200, PAGE + "Range: bytes=0 -1\n\n", "Content-Range"),
        of("9110 14.2", 200, PAGE + "Range: bytes:0-1\n\n", "Content-Range"),
        of("9110 14.2", 200, PAGE + "Range: bytes=0-1;q=1\n\n", "Content-Range"),
        of("9110 14.2", 200, PAGE + "Range: none\n\n", "Content-Range"),
        of("9110 14.2", 200, PAGE + "Range: bytes=0-1\nRange: bytes=2-3\n\n", "Content-Range"),
        of(
            "9110 14.1",
            206,
            PAGE + "Range: BYTES=0-0\n\n",
            "Content-Range: bytes 0-0/{length}",
            "Content-Length: 1",
            "ETag: {etag}"),
        of(
            "9110 14.1.2",
            206,
            PAGE + "Range: bytes=-99999999999999999999\n\n",
            "Content-Length: {length}"),
        of(
            "9110 14.1.2",
            416,
            PAGE + "Range: bytes=99999999999999999999-\n\n",
            "Content-Range: bytes */{length}"),
        of("9110 14.2", 200, STATS + "Range: bytes=0-1\n\n", "Content-Range"),
        of(
            "9110 13.1.5",
            200,
            PAGE + "Range: bytes=0-1\nIf-Range: Fri, 01 Jan 2100 00:00:00 GMT\n\n",
            "Content-Range"),
        of("9110 13.1.5", 200, PAGE + "Range: bytes=0-1\nIf-Range: x\n\n", "Content-Range"),
        of("9110 13.1.5", 200, PAGE + "Range: bytes=0-1\nIf-Range: *\n\n", "Content-Range"),
        of(
            "9110 13.1.5",
            200,
            PAGE + "Range: bytes=0-1\nIf-Range: {etag}, \"x\"\n\n",
            "Content-Range"),
        of(
            "9110 13.1.5",
            200,
            PAGE + "Range: bytes=0-1\nIf-Range: {etag}\nIf-Range: {etag}\n\n",
            "Content-Range"),
        of(
            "9110 13.1.5",
            200,
            PAGE + "Range: bytes=9999999-\nIf-Range: \"x\"\n\n",
            "Content-Range"),
        of("9110 13.1.5", 200, PAGE + "If-Range: \"x\"\n\n", "ETag: {etag}"),
        of(
            "9110 13.2.2",
            304,
            PAGE + "Range: bytes=9999999-\nIf-None-Match: {etag}\n\n",
            "Content-Range"),
        of("9110 13.2.2", 412, PAGE + "Range: bytes=0-1\nIf-Match: \"x\"\n\n", "Content-Range"));
  }

  /** RFC 9110 section 12.5.1: which form of the statistics is wanted more. */
  static Stream<ContractRow> negotiation() {
    return Stream.of(
        of(
            "9110 12.5.1",
            200,
            STATS + "Accept: application/*\n\n",
            "Content-Type: application/json",
            "Vary: Accept"),
        of(
            "9110 12.5.1",
            200,
            STATS + "Accept: text/html;q=0.5\nAccept: application/json\n\n",
            "Content-Type: application/json",
            "Vary: Accept"),
        of(
            "9110 12.5.1",
            200,
            STATS + "Accept: */*, text/html;q=0\n\n",
            "Content-Type: application/json",
            "Vary: Accept"),
        of(
            "9110 12.5.1",
            200,
            STATS + "Accept: text/html;q=0.8, application/json;q=0.9\n\n",
            "Content-Type: application/json",
            "Vary: Accept"),
        of(
            "9110 12.5.1",
            200,
            STATS + "Accept: */*\n\n",
            "Content-Type: text/html; charset=utf-8",
            "Vary: Accept"),
        of(
            "9110 12.5.1",
            200,
            STATS + "Accept: \n\n",
            "Content-Type: text/html; charset=utf-8",
            "Vary: Accept"),
        of(
            "9110 12.5.1",
            200,
            STATS + "Accept: image/png\n\n",
            "Content-Type: text/html; charset=utf-8",
            "Vary: Accept"),
        of(
            "9110 12.5.1",
            200,
            STATS + "Accept: application/json, text/html\n\n",
            "Content-Type: text/html; charset=utf-8",
            "Vary: Accept"),
        of(
            "9110 12.5.1",
            200,
            STATS + "Accept: application/json;q=0\n\n",
            "Content-Type: text/html; charset=utf-8",
            "Vary: Accept"),
        of(
            "9110 12.5.1",
            200,
            STATS + "Accept: application/json;q=0.1, */*\n\n",
            "Content-Type: text/html; charset=utf-8",
            "Vary: Accept"),
        of(
            "9110 12.5.1",
            200,
            STATS + "Accept: x-application/jsonx\n\n",
            "Content-Type: text/html; charset=utf-8",
            "Vary: Accept"),
        of(
            "9110 12.5.1",
            200,
            STATS + "Accept: application/json;q=2\n\n",
            "Content-Type: text/html; charset=utf-8",
            "Vary: Accept"));
  }

  @ParameterizedTest
  @MethodSource({"paths", "heads", "conditions", "ranges", "negotiation"})
  void itIsAnsweredAndTheConnectionGoesOn(ContractRow row) throws IOException {
    ContractRow.Page page = ContractRow.Page.of(server);
    try (var client = new RawClient(server)) {
      row.ask(client, page);
      client.get("hello.html");
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
    }
  }
}

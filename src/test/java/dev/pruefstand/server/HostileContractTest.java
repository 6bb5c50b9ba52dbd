package dev.pruefstand.server;

import static dev.pruefstand.server.ContractRow.of;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What nearly is a request: one reader would take it for another than the next, so that all refuse
 * it.
 */
@ParameterizedClass
@MethodSource("dev.pruefstand.server.Contender#all")
@Timeout(60)
class HostileContractTest {
  private static final String GET = "GET / HTTP/1.1\nHost: a\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\n\n";

  /** What a reader that was deceived would answer with 200. */
  private static final String SMUGGLED = "GET / HTTP/1.1\nHost: a\n\n";

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

  /** Lines that are nearly one. */
  static Stream<ContractRow> requestLines() {
    return Stream.of(
        of("9112 2.3", 400, "GET / HTTP/1.10\nHost: a\n\n"),
        of("9112 2.3", 400, "GET / HTTP/01.1\nHost: a\n\n"),
        of("9112 2.3", 400, "GET / HTTP/1.01\nHost: a\n\n"),
        of("9112 2.3", 400, "GET / HTTP/1\nHost: a\n\n"),
        of("9112 2.3", 400, "GET / HTTP/1.\nHost: a\n\n"),
        of("9112 2.3", 400, "GET / HTTP/1.1.1\nHost: a\n\n"),
        of("9112 2.3", 400, "GET / HTTP/-1.1\nHost: a\n\n"),
        of("9112 2.3", 400, "GET / HTTPS/1.1\nHost: a\n\n"),
        of("9112 2.3", 400, "GET / HTTP/1 .1\nHost: a\n\n"),
        of("9112 2.3", 505, "GET / HTTP/2.9\nHost: a\n\n"),
        of("9112 2.3", 505, "GET / HTTP/3.0\nHost: a\n\n"),
        of("9112 3", 400, "GET  / HTTP/1.1\nHost: a\n\n"),
        of("9112 3", 400, "GET /  HTTP/1.1\nHost: a\n\n"),
        of("9112 3", 400, "GET / HTTP/1.1 \nHost: a\n\n"),
        of("9112 3", 400, "GET\t/\tHTTP/1.1\nHost: a\n\n"),
        of("9112 3", 400, "GET\u000b/ HTTP/1.1\nHost: a\n\n"),
        of("9112 3", 400, "GET /\fHTTP/1.1\nHost: a\n\n"),
        of("9112 3", 400, "GET\u00a0/ HTTP/1.1\nHost: a\n\n"),
        of("9112 3", 400, "GET /a b HTTP/1.1\nHost: a\n\n"),
        of("9112 3", 400, "GET HTTP/1.1\nHost: a\n\n"),
        of("9112 3", 400, " GET / HTTP/1.1\nHost: a\n\n"),
        of("9112 3.1", 400, "G@T / HTTP/1.1\nHost: a\n\n"),
        of("9112 3.1", 400, "GET: / HTTP/1.1\nHost: a\n\n"),
        of("9112 2.2", 400, "GET / HTTP/1.1\n Host: a\n\n"));
  }

  /** Targets that name nothing here. */
  static Stream<ContractRow> targets() {
    return Stream.of(
        of("9112 3.2", 400, "GET * HTTP/1.1\nHost: a\n\n"),
        of("9112 3.2", 400, "GET page.html HTTP/1.1\nHost: a\n\n"),
        of("9112 3.2", 400, "GET a:80 HTTP/1.1\nHost: a\n\n"),
        of("9112 3.2", 400, "GET ?x HTTP/1.1\nHost: a\n\n"),
        of("9112 3.2", 400, "GET /page.html#x HTTP/1.1\nHost: a\n\n"),
        of("9112 3.2", 400, "GET /\u007f HTTP/1.1\nHost: a\n\n"),
        of("9110 4.2.1", 400, "GET http:// HTTP/1.1\nHost: a\n\n"),
        of("9110 4.2.1", 400, "GET http:///page.html HTTP/1.1\nHost: a\n\n"),
        of("9110 4.2.1", 400, "GET http://:80/ HTTP/1.1\nHost: a\n\n"),
        of("9110 4.2.4", 400, "GET http://u@a/page.html HTTP/1.1\nHost: a\n\n"),
        of("9110 4.2.4", 400, "GET http://u:p@a/page.html HTTP/1.1\nHost: a\n\n"),
        of("3986 3.2", 400, "GET http://a:x/ HTTP/1.1\nHost: a\n\n"),
        of("3986 3.2", 400, "GET http://a:65536/ HTTP/1.1\nHost: a\n\n"),
        of("3986 3.2", 400, "GET http://[::1/ HTTP/1.1\nHost: a\n\n"),
        of("3986 3.2", 400, "GET http:/page.html HTTP/1.1\nHost: a\n\n"),
        of("9110 4.3.1", 400, "GET ftp://a/page.html HTTP/1.1\nHost: a\n\n"),
        of("9110 4.3.1", 400, "GET https://a/page.html HTTP/1.1\nHost: a\n\n"),
        of("3986 2.1", 400, "GET /% HTTP/1.1\nHost: a\n\n"),
        of("3986 2.1", 400, "GET /%u002e HTTP/1.1\nHost: a\n\n"),
        of("3986 2.1", 400, "GET /page.html%00.png HTTP/1.1\nHost: a\n\n"),
        of("9110 17.3", 400, "GET /.. HTTP/1.1\nHost: a\n\n"),
        of("9110 17.3", 400, "GET /.%2e/pom.xml HTTP/1.1\nHost: a\n\n"),
        of("9110 17.3", 400, "GET /..%2fpom.xml HTTP/1.1\nHost: a\n\n"),
        of("9110 17.3", 400, "GET /x%2f../../pom.xml HTTP/1.1\nHost: a\n\n"),
        of("9110 17.3", 400, "GET http://a/../pom.xml HTTP/1.1\nHost: a\n\n"),
        of("9112 3.2.4", 400, "POST * HTTP/1.1\nHost: a\n\n"),
        of("9112 3.2.4", 400, "OPTIONS *?x HTTP/1.1\nHost: a\n\n"),
        of("9110 9.3.6", 405, "CONNECT / HTTP/1.1\nHost: a\n\n"));
  }

  /** Hosts that two readers could read in two ways. */
  static Stream<ContractRow> hosts() {
    return Stream.of(
        of("9112 3.2", 400, "GET / HTTP/1.1\nHost: a\nhOST: a\n\n"),
        of("9112 3.2", 400, "GET / HTTP/1.1\nHost: a, b\n\n"),
        of("9112 3.2", 400, "GET / HTTP/1.1\nHost: u@a\n\n"),
        of("9112 3.2", 400, "GET / HTTP/1.1\nHost: a/b\n\n"),
        of("9112 3.2", 400, "GET / HTTP/1.1\nHost: http://a\n\n"),
        of("9112 3.2", 400, "GET / HTTP/1.1\nHost: a#\n\n"),
        of("9112 3.2", 400, "GET / HTTP/1.1\nHost: a\0\n\n"),
        of("9112 3.2", 400, "GET / HTTP/1.1\nHost: a\u000b\n\n"),
        of("3986 3.2.2", 400, "GET / HTTP/1.1\nHost: :80\n\n"),
        of("3986 3.2.2", 400, "GET / HTTP/1.1\nHost: a:b\n\n"),
        of("3986 3.2.2", 400, "GET / HTTP/1.1\nHost: a:80:80\n\n"),
        of("3986 3.2.2", 400, "GET / HTTP/1.1\nHost: [::1\n\n"),
        of("3986 3.2.2", 400, "GET / HTTP/1.1\nHost: ::1\n\n"),
        of("3986 3.2.2", 400, "GET / HTTP/1.1\nHost: [::1.2.3.04]\n\n"),
        of("3986 3.2.2", 400, "GET / HTTP/1.1\nHost: a%zz\n\n"),
        of("9112 5.1", 400, "GET / HTTP/1.1\nHost\t: a\n\n"),
        of("9112 5.2", 400, "GET / HTTP/1.1\nHost: a\n b\n\n"),
        of("9112 3.2.2", 400, "GET http://a/ HTTP/1.1\n\n"),
        of("9112 3.2.2", 400, "GET http://a/ HTTP/1.1\nHost: a b\n\n"),
        of("9112 3.2", 400, "GET / HTTP/1.0\nHost: a b\n\n"));
  }

  /** Field lines that end, or begin, where no line may. */
  static Stream<ContractRow> fields() {
    return Stream.of(
        of("9112 5.1", 400, GET + "X\t: y\n\n"),
        of("9112 5.1", 400, GET + "X y: z\n\n"),
        of("9112 5.1", 400, GET + "X\n\n"),
        of("9112 5.1", 400, GET + "X@: y\n\n"),
        of("9112 5.1", 400, GET + "\"X\": y\n\n"),
        of("9112 5.1", 400, GET + "X\0: y\n\n"),
        of("9112 5.1", 400, GET + "{}: y\n\n"),
        of("9112 5.1", 400, GET + "Xä: y\n\n"),
        of("9112 5.2", 400, GET + "X: y\n\tz\n\n"),
        of("9112 5.2", 400, GET + "X:\n y\n\n"),
        of("9112 5.2", 400, GET + " \n\n"),
        of("9112 2.2", 400, GET + "X: y\rZ: z\n\n"),
        of("9112 2.2", 400, GET + "X: y\r\n\n"),
        of("9110 5.5", 400, GET + "X: a\0b\n\n"),
        of("9110 5.5", 400, GET + "X: \u007f\n\n"),
        of("9110 5.5", 400, GET + "X: \u000b\n\n"));
  }

  /** RFC 9112 section 6.3: a length that is none. */
  static Stream<ContractRow> lengths() {
    return Stream.of(
        of("9110 8.6", 400, GET + "Content-Length: 0x5\n\n12345"),
        of("9110 8.6", 400, GET + "Content-Length: 5_0\n\n12345"),
        of("9110 8.6", 400, GET + "Content-Length: 5.0\n\n12345"),
        of("9110 8.6", 400, GET + "Content-Length: 5e0\n\n12345"),
        of("9110 8.6", 400, GET + "Content-Length: 5 5\n\n12345"),
        of("9110 8.6", 400, GET + "Content-Length: 5;\n\n12345"),
        of("9110 8.6", 400, GET + "Content-Length: \"5\"\n\n12345"),
        of("9110 8.6", 400, GET + "Content-Length: 5\u000b\n\n12345"),
        of("9110 8.6", 400, GET + "Content-Length: \n\n12345"),
        of("9110 8.6", 400, GET + "Content-Length: ²\n\n12345"),
        of("9110 8.6", 400, GET + "Content-Length: 18446744073709551621\n\n12345"),
        of("9112 6.3", 400, GET + "Content-Length: 5, 5\n\n12345"),
        of("9112 6.3", 400, GET + "Content-Length: 5, 6\n\n12345"),
        of("9112 6.3", 400, GET + "Content-Length: ,5\n\n12345"),
        of("9112 6.3", 400, GET + "Content-Length: 5\nContent-Length: 5, 5\n\n12345"),
        of("9112 5.1", 400, GET + "Content-Length : 5\n\n12345"),
        of("9110 15.5.14", 413, GET + "Content-Length: 4294967301\n\n12345"));
  }

  /** Each hides chunked from one reader and shows it to another. */
  static Stream<ContractRow> codings() {
    return Stream.of(
        of("9112 6.1", 400, GET + "Transfer-Encoding: xchunked\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: chunkedx\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: \"chunked\"\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: chunked;q=1\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: chunked, chunked\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: chunked, gzip\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: identity\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: chunked,\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: \u000bchunked\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: chunked\u000b\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: \0chunked\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: chunked\0\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: \u00a0chunked\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: chunked\u00a0\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: \n chunked\n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 400, GET + "Transfer-Encoding: \n\n0\n\n" + SMUGGLED),
        of("9112 6.1", 501, GET + "Transfer-Encoding: identity, chunked\n\n0\n\n" + SMUGGLED),
        of(
            "9112 6.1",
            400,
            GET + "Transfer-Encoding: chunked\nTransfer-Encoding: chunked\n\n0\n\n" + SMUGGLED),
        of(
            "9112 6.1",
            400,
            GET + "Transfer-Encoding: chunked\nTransfer-encoding: cow\n\n0\n\n" + SMUGGLED),
        of(
            "9112 6.1",
            400,
            GET + "Transfer-Encoding: cow\nTransfer-Encoding: chunked\n\n0\n\n" + SMUGGLED),
        of(
            "9112 6.1",
            400,
            GET + "Content-Length: 0\nTransfer-Encoding: chunked\n\n0\n\n" + SMUGGLED),
        of(
            "9112 6.1",
            400,
            GET + "Transfer-Encoding: chunked\nContent-Length: 0\n\n0\n\n" + SMUGGLED),
        of("9112 5.1", 400, GET + "Transfer-Encoding : chunked\n\n0\n\n" + SMUGGLED),
        of("9112 5.1", 400, GET + "Transfer-Encoding\t: chunked\n\n0\n\n" + SMUGGLED),
        of("9112 5.2", 400, GET + "X: y\n Transfer-Encoding: chunked\n\n0\n\n" + SMUGGLED),
        of("9112 5.2", 400, GET + " Transfer-Encoding: chunked\n\n0\n\n" + SMUGGLED),
        of("9112 2.2", 400, GET + "X: y\rTransfer-Encoding: chunked\n\n0\n\n" + SMUGGLED),
        of(
            "9112 6.1",
            400,
            "GET / HTTP/1.0\nHost: a\nTransfer-Encoding: chunked\n\n0\n\n" + SMUGGLED));
  }

  /** RFC 9112 section 7.1, and how it is bent. */
  static Stream<ContractRow> chunks() {
    return Stream.of(
        of("9112 7.1", 400, GET + CHUNKED + "0x5\n12345\n0\n\n"),
        of("9112 7.1", 400, GET + CHUNKED + "+5\n12345\n0\n\n"),
        of("9112 7.1", 400, GET + CHUNKED + " 5\n12345\n0\n\n"),
        of("9112 7.1", 400, GET + CHUNKED + "5 \n12345\n0\n\n"),
        of("9112 7.1", 400, GET + CHUNKED + "5_0\n"),
        of("9112 7.1", 400, GET + CHUNKED + "5,5\n"),
        of("9112 7.1", 400, GET + CHUNKED + "5\u000b\n"),
        of("9112 7.1", 400, GET + CHUNKED + "\n"),
        of("9112 7.1", 400, GET + CHUNKED + ";a\n"),
        of("9112 7.1", 400, GET + CHUNKED + "10000000000000005\n12345\n0\n\n"),
        of("9112 7.1", 400, GET + CHUNKED + "5\r12345\n0\n\n"),
        of("9112 7.1", 400, GET + CHUNKED + "5\n12345\r0\n\n"),
        of("9112 7.1", 400, GET + CHUNKED + "5\n123450\n\n"),
        of("9112 7.1", 400, GET + CHUNKED + "5\n123456\n0\n\n"),
        of("9112 7.1", 400, GET + CHUNKED + "4\n12345\n0\n\n"),
        of("9112 7.1", 400, GET + CHUNKED + "²\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;\n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;a=\n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;a;;b\n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;a b\n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;a \n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;=b\n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;a=b=c\n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;a=\"b\n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;a=\"b\"c\n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;a=\"\\\"\n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;a\rX\n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;a=\"\r\"\n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;a=\"\0\"\n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;\0\n12345\n0\n\n"),
        of("9112 7.1.1", 400, GET + CHUNKED + "1;a=b\nx\n".repeat(6_000)),
        of("9112 7.1.1", 400, GET + CHUNKED + "5;" + "a".repeat(20_000)),
        of("9112 7.1.2", 400, GET + CHUNKED + "0\nX\n\n"),
        of("9112 7.1.2", 400, GET + CHUNKED + "0\nX : y\n\n"),
        of("9112 7.1.2", 400, GET + CHUNKED + "0\n X: y\n\n"),
        of("9112 7.1.2", 400, GET + CHUNKED + "0\nX: y\n z\n\n"),
        of("9112 7.1.2", 400, GET + CHUNKED + "0\n: y\n\n"),
        of("9112 7.1.2", 400, GET + CHUNKED + "0\nX: \0\n\n"),
        of("9112 7.1.2", 400, GET + CHUNKED + "0\nX: y\rZ: z\n\n"),
        of("9112 7.1.2", 400, GET + CHUNKED + "0\nGET / HTTP/1.1\nHost: a\n\n"),
        of("9112 7.1.2", 400, GET + CHUNKED + "0\nX: " + "a".repeat(20_000)),
        of("9112 7.1.2", 400, GET + CHUNKED + "0\n" + "X:\n".repeat(101) + "\n"));
  }

  @ParameterizedTest
  @MethodSource({"requestLines", "targets", "hosts", "fields", "lengths", "codings", "chunks"})
  void itIsRefusedAndTheConnectionEnds(ContractRow row) throws IOException {
    ContractRow.Page page = ContractRow.Page.of(server);
    try (var client = new RawClient(server)) {
      assertEquals("close", row.ask(client, page).value("Connection"));
      assertEquals(0, client.rest().length, "expected the end");
    }
  }
}

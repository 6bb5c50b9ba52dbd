package dev.pruefstand.server;

import static dev.pruefstand.server.ContractRow.of;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every request that is served, by every server, after which the connection goes on. */
@ParameterizedClass
@MethodSource("dev.pruefstand.server.Contender#all")
@Timeout(60)
class ServedContractTest {
  private static final String HOST = " HTTP/1.1\nHost: a\n";
  private static final String PAGE = "GET /page.html" + HOST;
  private static final String ALLOW = "Allow: GET, HEAD";
  private static final String HTML = "Content-Type: text/html; charset=utf-8";

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

  static Stream<ContractRow> methods() {
    List<ContractRow> rows = new ArrayList<>();
    rows.add(of("9110 9.3.1", 200, PAGE + "\n", HTML, "Content-Length: {length}", "Connection"));
    rows.add(of("9110 9.3.2", 200, "HEAD /page.html" + HOST + "\n", "Content-Length: {length}"));
    rows.add(of("9110 9.3.2", 200, "HEAD /" + HOST + "\n", HTML));
    rows.add(of("9110 9.3.2", 404, "HEAD /nothing" + HOST + "\n", HTML));
    rows.add(of("9110 9.3.2", 304, "HEAD /page.html" + HOST + "If-None-Match: *\n\n"));
    rows.add(of("9110 9.3.2", 200, "HEAD /stats" + HOST + "\n", HTML));
    rows.add(of("9110 9.3.2", 200, "HEAD /metrics" + HOST + "\n"));
    rows.add(
        of("9110 14.2", 200, "HEAD /page.html" + HOST + "Range: bytes=0-1\n\n", "Content-Range"));
    for (String method : List.of("GET", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE")) {
      rows.add(of("9110 15.5.5", 404, method + " /nothing" + HOST + "\n", HTML, "Allow"));
    }
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "TRACE")) {
      for (String path : List.of("/page.html", "/", "/stats", "/stats.json", "/metrics")) {
        rows.add(of("9110 15.5.6", 405, method + " " + path + HOST + "\n", ALLOW));
      }
    }
    for (String target : List.of("*", "/page.html", "/stats", "http://a/page.html")) {
      rows.add(of("9110 9.3.7", 204, "OPTIONS " + target + HOST + "\n", ALLOW, "Content-Length"));
    }
    rows.add(of("9110 15.6.2", 501, "BREW /page.html" + HOST + "\n", "Connection"));
    rows.add(of("9110 9.1", 501, "get /page.html" + HOST + "\n", "Connection"));
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource
  void methods(ContractRow row) throws IOException {
    assertHolds(row);
  }

  private static ContractRow condition(String section, int status, String fields) {
    return of(section, status, PAGE + fields + "\n\n", "ETag" + (status == 412 ? "" : ": {etag}"));
  }

  static Stream<ContractRow> conditions() {
    String old = "Thu, 01 Jan 1998 00:00:00 GMT";
    String future = "Fri, 01 Jan 2100 00:00:00 GMT";
    return Stream.of(
        condition("9110 13.1.2", 304, "If-None-Match: {etag}"),
        condition("9110 13.1.2", 304, "If-None-Match: \"x\", W/{etag} ,\"y\""),
        condition("9110 13.1.2", 304, "If-None-Match: \"x\"\nIf-None-Match: {etag}"),
        condition("9110 13.1.2", 304, "If-None-Match: *"),
        condition("9110 13.1.2", 200, "If-None-Match: \"x\""),
        condition("9110 13.1.3", 304, "If-Modified-Since: {modified}"),
        condition("9110 13.1.3", 304, "If-Modified-Since: " + future),
        condition("9110 13.1.3", 200, "If-Modified-Since: " + old),
        condition("9110 13.1.3", 200, "If-Modified-Since: yesterday"),
        condition("9110 13.2.2", 200, "If-None-Match: \"x\"\nIf-Modified-Since: " + future),
        condition("9110 13.1.1", 200, "If-Match: {etag}"),
        condition("9110 13.1.1", 200, "If-Match: *"),
        condition("9110 13.1.1", 412, "If-Match: \"x\", W/{etag}"),
        condition("9110 13.1.4", 200, "If-Unmodified-Since: {modified}"),
        condition("9110 13.1.4", 412, "If-Unmodified-Since: " + old),
        condition("9110 13.2.2", 200, "If-Match: {etag}\nIf-Unmodified-Since: " + old),
        condition("9110 13.2.2", 412, "If-Match: \"x\"\nIf-None-Match: {etag}"),
        condition("9110 13.2.2", 412, "If-Match: \"x\"\nRange: bytes=999999999-"),
        condition("9110 13.2.2", 304, "If-None-Match: {etag}\nRange: bytes=999999999-"));
  }

  @ParameterizedTest
  @MethodSource
  void conditions(ContractRow row) throws IOException {
    assertHolds(row);
  }

  private static ContractRow part(String section, String fields, String range) {
    String length = "Content-Length: 5";
    return of(section, 206, PAGE + fields + "\n\n", "Content-Range: bytes " + range, length);
  }

  private static ContractRow whole(String section, String fields) {
    String length = "Content-Length: {length}";
    return of(
        section, 200, PAGE + fields + "\n\n", "Content-Range", length, "Accept-Ranges: bytes");
  }

  static Stream<ContractRow> ranges() {
    int length = TestSite.file("page.html").length;
    String last = length - 5 + "-" + (length - 1) + "/{length}";
    String beyond = "Range: bytes=" + length + "-\n\n";
    String missed = "Content-Range: bytes */{length}";
    return Stream.of(
        part("9110 14.1.2", "Range: bytes=3-7", "3-7/{length}"),
        part("9110 14.1.2", "Range: bytes=" + (length - 5) + "-", last),
        part("9110 14.1.2", "Range: bytes=-5", last),
        part("9110 14.1.2", "Range: bytes=" + (length - 5) + "-999999999999999999999", last),
        part("9110 13.1.5", "Range: bytes=0-4\nIf-Range: {etag}", "0-4/{length}"),
        part("9110 13.1.5", "Range: bytes=0-4\nIf-Range: {modified}", "0-4/{length}"),
        whole("9110 13.1.5", "Range: bytes=0-4\nIf-Range: \"x\""),
        whole("9110 13.1.5", "Range: bytes=0-4\nIf-Range: W/{etag}"),
        whole("9110 13.1.5", "Range: bytes=0-4\nIf-Range: Thu, 01 Jan 1998 00:00:00 GMT"),
        whole("9110 14.2", "Range: bytes=0-1,3-4"),
        whole("9110 14.2", "Range: lines=0-4"),
        whole("9110 14.1.1", "Range: bytes=7-3"),
        of("9110 14.4", 416, PAGE + beyond, missed),
        of("9110 14.1.2", 416, PAGE + "Range: bytes=-0\n\n", missed));
  }

  @ParameterizedTest
  @MethodSource
  void ranges(ContractRow row) throws IOException {
    assertHolds(row);
  }

  static Stream<ContractRow> forms() {
    String chunked = "Transfer-Encoding: chunked\n\n";
    String json = "Content-Type: application/json";
    return Stream.of(
        of("9112 3.2.2", 200, "GET http://a/page.html" + HOST + "\n", "ETag: {etag}"),
        of("9112 3.2.2", 200, "GET HTTP://b:80/page.html?q" + HOST + "\n", "ETag: {etag}"),
        of("9112 3.2.2", 200, "GET http://a" + HOST + "\n"),
        of("3986 2.4", 200, "GET /%70a%67e.html" + HOST + "\n", "ETag: {etag}"),
        of("3986 3.4", 200, "GET /page.html?a=/../%20" + HOST + "\n", "ETag: {etag}"),
        of("9112 5.1", 200, "GET /page.html HTTP/1.1\nHost:\ta \t\nX:\t\n\n", "ETag: {etag}"),
        of("9112 2.2", 200, "\n\n" + PAGE + "\n", "ETag: {etag}"),
        of("9112 9.3", 200, "GET / HTTP/1.0\nConnection: Keep-Alive\n\n", "Connection: keep-alive"),
        of(
            "9112 9.3",
            404,
            "GET /x HTTP/1.0\nConnection: keep-alive\n\n",
            "Connection: keep-alive"),
        of("9110 2.5", 200, "GET / HTTP/1.2\nHost: a\n\n", "Connection"),
        of("9112 6.2", 200, PAGE + "Content-Length: 5\n\nGET /", "ETag: {etag}"),
        of("9112 6.3", 200, PAGE + "Content-Length: 0\n\n", "ETag: {etag}"),
        of("9112 6.3", 405, "POST /" + HOST + "Content-Length: 0\n\n", ALLOW),
        of("9112 7.1", 200, PAGE + chunked + "5\nGET /\n0\n\n", "ETag: {etag}"),
        of("9112 7.1.1", 200, PAGE + chunked + "5;a=b; c=\"d;\"\nGET /\n0;e\n\n"),
        of("9112 7.1.2", 200, PAGE + chunked + "5\nGET /\n0\nX: y\nHost: z\n\n"),
        of("9110 10.1.1", 200, PAGE + "Expect: 100-continue\n\n", "ETag: {etag}"),
        of("stats", 200, "GET /stats" + HOST + "\n", HTML, "Cache-Control: no-store"),
        of("9110 12.5.1", 200, "GET /stats" + HOST + "Accept: application/json\n\n", json),
        of("stats", 200, "GET /stats.json" + HOST + "\n", json),
        of(
            "metrics",
            200,
            "GET /metrics" + HOST + "\n",
            "Content-Type: text/plain; version=0.0.4; charset=utf-8"));
  }

  @ParameterizedTest
  @MethodSource
  void forms(ContractRow row) throws IOException {
    assertHolds(row);
  }

  private void assertHolds(ContractRow row) throws IOException {
    ContractRow.Page page = ContractRow.Page.of(server);
    try (var client = new RawClient(server)) {
      row.ask(client, page);
      client.get("hello.html");
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 2_000})
  void aPartIsThatPartOfTheBytes(int first) throws IOException {
    byte[] all = TestSite.file("page.html");
    try (var client = new RawClient(server)) {
      client.say(PAGE + "Range: bytes=" + first + "-" + (first + 9) + "\n\n");
      assertArrayEquals(Arrays.copyOfRange(all, first, first + 10), client.answer().body());
    }
  }
}

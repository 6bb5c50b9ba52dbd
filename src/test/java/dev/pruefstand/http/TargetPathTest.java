package dev.pruefstand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 section 3.2, RFC 3986 sections 2.1 and 5.2.4. */
@Timeout(60)
class TargetPathTest {
  static Stream<Arguments> plain() {
    return Stream.of(
        arguments("/", "/"),
        arguments("/a.html", "/a.html"),
        arguments("/a/b/c", "/a/b/c"),
        arguments("//a//", "//a//"),
        arguments("/a..b/c.", "/a..b/c."),
        arguments("/a?b", "/a"),
        arguments("/?", "/"),
        arguments("/a?/../%00", "/a"));
  }

  @ParameterizedTest
  @MethodSource("plain")
  void aPlainTargetStandsForItself(String target, String path) {
    byte[] bytes = bytes("%." + target + "%");
    int end = TargetPath.plainEnd(bytes, 2, bytes.length - 1);
    assertEquals(path, new String(bytes, 2, end - 2, StandardCharsets.ISO_8859_1));
    assertEquals(path, decoded(target));
  }

  static Stream<Arguments> decoded() {
    return Stream.of(
        arguments("/%61", "/a"),
        arguments("/%C3%bc.html", "/Ã¼.html"),
        arguments("/a%2Fb", "/a%2Fb"),
        arguments("/a%2fb", "/a%2Fb"),
        arguments("/%2F", "/%2F"),
        arguments("/a/..%2Fb", "/a/..%2Fb"),
        arguments("/a%2F../b", "/a%2F../b"),
        arguments("/a%252Fb", "/a%2Fb"),
        arguments("/a%E2%88%95b", "/aâ\u0088\u0095b"),
        arguments("/a%5C..%5Cb", "/a\\..\\b"),
        arguments("/%c0%ae%c0%ae/a", "/À®À®/a"),
        arguments("/%252e%252e/a", "/%2e%2e/a"),
        arguments("/a%3Fb?c", "/a?b"),
        arguments("/a%2525", "/a%25"),
        arguments("/.", "/"),
        arguments("/./", "/"),
        arguments("/./a", "/a"),
        arguments("/a/.", "/a/"),
        arguments("/a/..", "/"),
        arguments("/a/../b", "/b"),
        arguments("/a/b/../../c", "/c"),
        arguments("/a/%2e%2E/b", "/b"),
        arguments("/a/b/%2e%2e%2fc", "/a/b/..%2Fc"),
        arguments("/a//../b", "/a/b"),
        arguments("/.../a", "/.../a"),
        arguments("/.a", "/.a"),
        arguments("/..a", "/..a"),
        arguments("http://h/a?b", "/a"),
        arguments("HTTP://h:80/%61", "/a"),
        arguments("http://h", "/"),
        arguments("http://h?a", "/"),
        arguments("http://h/a/../b", "/b"));
  }

  @ParameterizedTest
  @MethodSource("decoded")
  void anyOtherTargetIsDecoded(String target, String path) {
    byte[] bytes = bytes(target);
    assertEquals(TargetPath.NOT_PLAIN, TargetPath.plainEnd(bytes, 0, bytes.length));
    assertEquals(path, decoded(target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "a",
        "a:80",
        "?",
        "%2Fa",
        "http://",
        "http:///a",
        "http://:80/",
        "http://u:p@h/",
        "http://[zz]/",
        "http://a:x/",
        "http:/a",
        "ftp://h/a",
        "/%",
        "/%2",
        "/%2?0",
        "/a%zz",
        "/%-1",
        "/%+1",
        "/%00",
        "/a%00.html",
        "/..",
        "/../",
        "/../a",
        "/a/../..",
        "/a/../../a",
        "/%2e%2e/a",
        "/..%2fa",
        "/a/..%2f..%2fb",
        "/a%2f../../b",
        "/a%2f../..",
        "http://h/../a"
      })
  void aMalformedTargetOrOneThatLeavesTheRootHasNoPath(String target) {
    byte[] bytes = bytes(target);
    assertEquals(TargetPath.NOT_PLAIN, TargetPath.plainEnd(bytes, 0, bytes.length));
    assertNull(decode(target));
  }

  private static String decoded(String target) {
    byte[] path = decode(target);
    assertNotNull(path);
    return new String(path, StandardCharsets.ISO_8859_1);
  }

  /** Between bytes that would change the outcome, were they looked at. */
  private static byte @Nullable [] decode(String target) {
    byte[] bytes = bytes("//" + target + "00");
    return TargetPath.decode(bytes, 2, bytes.length - 2);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

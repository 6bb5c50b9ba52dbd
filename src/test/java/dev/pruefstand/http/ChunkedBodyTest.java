package dev.pruefstand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pruefstand.Allocation;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 section 7.1; ↵ is a line end. */
@Timeout(60)
class ChunkedBodyTest {
  private static final String NEXT = "HTTP/1.1 200 OK↵";

  static Stream<Arguments> bodies() {
    return Stream.of(
        arguments("0↵↵", ""),
        arguments("000↵↵", ""),
        arguments("3↵abc↵0↵↵", "abc"),
        arguments("0003↵abc↵0↵↵", "abc"),
        arguments("1↵a↵2↵bc↵0↵↵", "abc"),
        arguments("a↵0123456789↵A↵0123456789↵0↵↵", "01234567890123456789"),
        arguments("10↵0123456789abcdef↵0↵↵", "0123456789abcdef"),
        arguments("4↵\r\n\r\n↵0↵↵", "\r\n\r\n"),
        arguments("5↵0↵↵↵0↵↵", "0\r\n\r\n"),
        arguments("3;a=b↵abc↵0;c↵↵", "abc"),
        arguments("3 ; a=\"ü\"↵abc↵0\t;c↵↵", "abc"),
        arguments("3;a=\"0\";b;c=d;a↵abc↵0;e=\"\"↵↵", "abc"),
        arguments("3\t \t;\t a \t=\t b \t;c\t=\t\" \t\"\t;d↵abc↵0↵↵", "abc"),
        arguments("3;a=\"\\\"\"↵abc↵0;a=\"\\\\\"↵↵", "abc"),
        arguments("3;a=\"\\a\\\t\\ \\ü;=,\"↵abc↵0;a=\"0;b=\\\"\"↵↵", "abc"),
        arguments("3;3=3;!#$%&'*+-.^_`|~=!#$%&'*+-.^_`|~↵abc↵0↵↵", "abc"),
        arguments("000000000000001↵a↵000000000000000↵↵", "a"),
        arguments("3↵abc↵0↵X: y↵Z:↵↵", "abc"),
        arguments("3↵abc↵0↵X:\t0↵Content-Length: 9↵↵", "abc"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyCutAnywhereIsTheSame(String framed, String content) {
    byte[] bytes = bytes(framed + NEXT);
    int length = bytes(framed).length;
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        var body = new ChunkedBody();
        var crc = new CRC32C();
        int at = body.read(bytes, 0, first, crc);
        assertEquals(first >= length, body.isDone());
        at += body.read(bytes, at, Math.max(at, second), crc);
        at += body.read(bytes, at, bytes.length, crc);
        assertTrue(body.isDone());
        assertEquals(length, at, "expected the body's bytes and no more");
        assertEquals(content.length(), body.bodyBytes());
        assertEquals(crc(content), crc.getValue());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "↵",
        "x↵",
        "-1↵",
        "+1↵a↵",
        "0x1↵a↵",
        " 1↵a↵",
        "1a\n",
        "1\na↵0↵↵",
        "1↵ab↵0↵↵",
        "1↵a0↵↵",
        "1↵a\n0↵↵",
        "2↵a↵0↵↵",
        "1;\0↵a↵",
        "1\rX",
        "0↵\n",
        "0↵X: y\n",
        "0↵X: y\rX",
        "0↵X: \0↵",
        "0↵\rX",
        "1234567890abcdef↵",
        "0000000000000000↵",
        "1 ↵a↵",
        "0\t↵↵",
        "1 a↵a↵",
        "1\t\n",
        ";↵",
        "1;a\n",
        "1;a\rb",
        "1;a\u007f",
        "1,a↵",
        "1.0↵",
        "1;↵a↵",
        "1;;a↵a↵",
        "1;a;↵a↵",
        "1; ↵a↵",
        "1;a ↵a↵",
        "1;a=↵a↵",
        "1;a= ↵a↵",
        "1;a=b ↵a↵",
        "1;a=\"b\" ↵a↵",
        "1;=b↵a↵",
        "1;a==b↵a↵",
        "1;a=b=c↵a↵",
        "1;a b↵a↵",
        "1;a=b c↵a↵",
        "1;a=\"b\"c↵a↵",
        "1;a=\"b\"\"c\"↵a↵",
        "1;a=b\"c\"↵a↵",
        "1;a=\"b↵a↵",
        "1;a=\"b\\\"↵a↵",
        "1;a=\"\\↵a↵",
        "1;a=\"b\n\"↵a↵",
        "1;a=\"b\rc\"↵a↵",
        "1;a=\"\0\"↵a↵",
        "1;a=\"\\\0\"↵a↵",
        "1;a=\"\\\n\"↵a↵",
        "1;a=\"\u007f\"↵a↵",
        "1;a,b↵a↵",
        "1;a=b,c↵a↵",
        "1;a/b↵a↵",
        "1;ü↵a↵",
        "1;a=ü↵a↵",
        "1;a\0↵a↵",
        "1;a=\n2↵a↵",
        "1 =b↵a↵",
        "1\"a\"↵a↵",
        "1↵a↵0;↵↵",
        "1↵a↵0 ↵↵",
        "1↵a↵0;a=\"↵↵\"↵↵",
        "1↵aX0↵↵",
        "1↵a\rX",
        "1↵a0↵\r\n",
        "1↵a\r\r\n",
        "0↵X↵↵",
        "0↵X : y↵↵",
        "0↵: y↵↵",
        "0↵ y↵↵",
        "0↵\ty↵↵",
        "0↵X: y↵\tz↵↵",
        "0↵X\t: y↵↵",
        "0↵X y: z↵↵",
        "0↵Xü: y↵↵",
        "0↵X: y\u007f↵↵",
        "0↵X: y\nZ: z↵↵",
        "0↵X\n↵↵",
        "0↵\n↵",
        "0↵X: y↵ z↵↵",
        "0↵X: y\r\r\n",
        "0↵GET / HTTP/1.1↵",
        "0\n\n",
        "0↵\r\r"
      })
  void aMalformedBodyCutAnywhereIsFoundOut(String framed) {
    byte[] bytes = bytes(framed);
    for (int cut = 0; cut <= bytes.length; cut++) {
      var body = new ChunkedBody();
      var crc = new CRC32C();
      int at = body.read(bytes, 0, cut, crc);
      at += body.read(bytes, at, bytes.length, crc);
      assertTrue(body.isMalformed(), "cut at " + cut);
      assertFalse(body.isDone());
      assertEquals(0, body.read(bytes, 0, bytes.length, crc), "expected to read no further");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1;x↵a↵0↵↵", "1 ;x↵a↵0↵↵", "1; x↵a↵0↵↵", "1;y=\"x\"↵a↵0↵↵", "1;y↵a↵1;x↵a↵0;z↵↵"})
  void theExtensionsOfABodyAreReadUpToTheirLimitTogether(String framed) {
    assertReadUpTo(16 * 1024, framed, framed.replaceAll("\\d|↵|a|x", "").length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0↵x:↵↵", "0↵X: x↵↵", "0↵X: y↵Z: x↵↵", "1;y↵a↵0;z↵X: x↵↵"})
  void theTrailersOfABodyAreReadUpToTheirLimitTogether(String framed) {
    String trailers = framed.substring(framed.lastIndexOf("0") + 1).replaceFirst("^[^↵]*↵", "");
    String lines = trailers.substring(0, trailers.length() - 1);
    assertReadUpTo(
        Limits.DEFAULT.headerBytes(), framed, bytes(lines).length - lines.split("x").length + 1);
  }

  private static void assertReadUpTo(int most, String framed, int fixed) {
    for (int extra = most - 2; extra <= most + 2; extra++) {
      byte[] bytes = bytes(framed.replace("x", "x".repeat(extra - fixed)));
      var body = new ChunkedBody();
      int at = body.read(bytes, 0, bytes.length / 2, new CRC32C());
      body.read(bytes, at, bytes.length, new CRC32C());
      assertEquals(extra <= most, body.isDone(), "with " + extra);
      assertEquals(extra > most, body.isMalformed(), "with " + extra);
    }
  }

  @Test
  void asManyTrailersAsFieldsAreReadAndNoMore() {
    int most = Limits.DEFAULT.headerFields();
    for (int trailers = most - 1; trailers <= most + 1; trailers++) {
      byte[] bytes = bytes("0↵" + "X:↵".repeat(trailers) + "↵");
      var body = new ChunkedBody();
      body.read(bytes, 0, bytes.length, new CRC32C());
      assertEquals(trailers <= most, body.isDone(), "with " + trailers);
      assertEquals(trailers > most, body.isMalformed(), "with " + trailers);
    }
  }

  @Test
  void extensionsOrTrailersWithoutEndAreMalformed() {
    for (String beginning : new String[] {"1;", "1;a=\"", "0↵", "0↵X: "}) {
      byte[] bytes = bytes(beginning + "x".repeat(20_000));
      var body = new ChunkedBody();
      body.read(bytes, 0, bytes.length, new CRC32C());
      assertTrue(body.isMalformed());
    }
  }

  @Test
  void manySmallExtensionsAreAFloodAsWell() {
    byte[] bytes = bytes("1;a=b↵x↵".repeat(10_000) + "0↵↵");
    var body = new ChunkedBody();
    body.read(bytes, 0, bytes.length, new CRC32C());
    assertTrue(body.isMalformed());
    assertEquals(16 * 1024 / ";a=b".length(), body.bodyBytes());
  }

  @Test
  void aChunkMayBeLongerThanAnInt() {
    byte[] bytes = bytes("fffffffff↵" + "x".repeat(1000));
    var body = new ChunkedBody();
    assertEquals(bytes.length, body.read(bytes, 0, bytes.length, new CRC32C()));
    assertEquals(1000, body.bodyBytes());
    assertFalse(body.isMalformed());
  }

  @Test
  void aReaderCanBeUsedAgain() {
    byte[] unfinished = bytes("5↵ab");
    byte[] bytes = bytes("1↵a↵0↵↵");
    var body = new ChunkedBody();
    body.read(unfinished, 0, unfinished.length, new CRC32C());
    body.reset();
    assertEquals(bytes.length, body.read(bytes, 0, bytes.length, new CRC32C()));
    assertTrue(body.isDone());
    assertEquals(1, body.bodyBytes());
  }

  @Test
  void nothingOfAnotherBodyCountsTowardsTheLimits() {
    byte[] bytes = bytes("1;" + "x".repeat(9_000) + "↵a↵0↵X: " + "x".repeat(9_000) + "↵↵");
    var body = new ChunkedBody();
    for (int i = 0; i < 3; i++) {
      body.reset();
      assertEquals(bytes.length, body.read(bytes, 0, bytes.length, new CRC32C()));
      assertTrue(body.isDone());
    }
  }

  @Test
  void readingAllocatesNothing() {
    byte[] bytes = bytes("3 ; a = \"\\\"b\" ;c↵abc↵0;d=e↵X: y↵↵");
    var body = new ChunkedBody();
    var crc = new CRC32C();
    Allocation.assertNone(
        () -> {
          body.reset();
          for (int at = 0; at < bytes.length; at++) {
            body.read(bytes, at, at + 1, crc);
          }
        });
    assertTrue(body.isDone());
  }

  private static long crc(String content) {
    var crc = new CRC32C();
    crc.update(content.getBytes(StandardCharsets.ISO_8859_1));
    return crc.getValue();
  }

  private static byte[] bytes(String framed) {
    return RequestArrivals.bytes(framed);
  }
}

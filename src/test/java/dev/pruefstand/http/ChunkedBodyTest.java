package dev.pruefstand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
        arguments("3 ; a=\"ü\"↵abc↵0\t↵↵", "abc"),
        arguments("3↵abc↵0↵X: y↵Z:↵↵", "abc"));
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
        "1234567890abcdef↵"
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

  @Test
  void anExtensionOrTrailersWithoutEndAreMalformed() {
    for (String beginning : new String[] {"1;", "0↵X: "}) {
      byte[] bytes = bytes(beginning + "x".repeat(20_000));
      var body = new ChunkedBody();
      body.read(bytes, 0, bytes.length, new CRC32C());
      assertTrue(body.isMalformed());
    }
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

  private static long crc(String content) {
    var crc = new CRC32C();
    crc.update(content.getBytes(StandardCharsets.ISO_8859_1));
    return crc.getValue();
  }

  private static byte[] bytes(String framed) {
    return RequestArrivals.bytes(framed);
  }
}

package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AskTest {
  private static final Target TARGET = Target.of("http://127.0.0.1:8080/hello.html");

  private static String text(Ask ask, boolean keepAlive) {
    return new String(ask.bytes(keepAlive), StandardCharsets.ISO_8859_1);
  }

  private static Ask ask(String method, String... fields) {
    return new Ask(TARGET, 1, method, List.of(fields), null);
  }

  @Test
  void aRequestIsAGetThatSaysWhenItIsTheLast() {
    Ask get = Ask.get(TARGET, null);
    assertEquals("GET /hello.html HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n", text(get, true));
    assertEquals(
        "GET /hello.html HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nConnection: close\r\n\r\n",
        text(get, false));
    assertFalse(get.isHead());
  }

  @Test
  void fieldsAreSentAsTheyAre() {
    assertEquals(
        "HEAD /hello.html HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nAccept: a/b\r\nX: \u00e9\r\n\r\n",
        text(ask("HEAD", "Accept: a/b", "X: \u00e9"), true));
    assertTrue(ask("HEAD").isHead());
  }

  @Test
  void anotherHostReplacesOurs() {
    assertEquals(
        "GET /hello.html HTTP/1.1\r\nhost: example.org\r\n\r\n",
        text(ask("GET", "host: example.org"), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G ET", "GET\r\nX: y", "G\u00c4T"})
  void whatIsNoMethodIsRefused(String method) {
    assertThrows(IllegalArgumentException.class, () -> ask(method));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Accept", ": a", "Acc ept: a", "A: b\r\nC: d", "A: \u20ac"})
  void whatIsNoFieldIsRefused(String field) {
    assertThrows(IllegalArgumentException.class, () -> ask("GET", field));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNoWeightIsRefused(double weight) {
    assertThrows(
        IllegalArgumentException.class, () -> new Ask(TARGET, weight, "GET", List.of(), null));
  }
}

package dev.pruefstand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 7.2, RFC 3986 section 3.2.2. */
@Timeout(60)
class HostTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "localhost:8080",
        "127.0.0.1",
        "127.0.0.1:",
        "EXAMPLE.com:80",
        "a-b_c~d!$&'()*+,;=e",
        "a%20b",
        "a%fF",
        "[::1]",
        "[::1]:8080",
        "[2001:DB8::192.0.2.1]",
        "[::1]:",
        "[::]",
        "[1:2:3:4:5:6:7:8]",
        "[1::8]",
        "[1:2:3:4:5:6:7::]",
        "[1:2:3:4:5:6:1.2.3.4]",
        "[::0.10.200.0]",
        "[::ffff:1.2.3.4]:65535"
      })
  void aHostWithOrWithoutPortIsWellFormed(String host) {
    assertEquals(true, isWellFormed(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a/b",
        "a?b",
        "a#b",
        "u@a",
        "a:b",
        "a:80:80",
        "a:-1",
        "a%",
        "a%2",
        "a%2g",
        "%",
        "a\"b",
        "a<b",
        "a\\b",
        "a[b",
        "ü",
        "a\u007f",
        "[",
        "[]",
        "[::1",
        "[::g]",
        "[::1]x",
        "[::1]:x",
        "::1]",
        ":80",
        "a:65536",
        "a:99999999999",
        "[1]",
        "[1:2]",
        "[:]",
        "[:::]",
        "[::1::]",
        "[1:2:3:4:5:6:7:8:9]",
        "[:1:2:3:4:5:6:7]",
        "[1:2:3:4:5:6:7:]",
        "[12345::]",
        "[::1.2.3]",
        "[::1.2.3.256]",
        "[::1.2.3.04]",
        "[::01.2.3.4]",
        "[::1.00.3.4]",
        "[::1.2.3.4:5]",
        "[1.2.3.4]"
      })
  void anythingElseIsNot(String host) {
    assertEquals(false, isWellFormed(host));
  }

  /** Between bytes that would change the outcome, were they looked at. */
  private static boolean isWellFormed(String host) {
    byte[] bytes = ("[%4" + host + "1]:").getBytes(StandardCharsets.ISO_8859_1);
    return Host.isWellFormed(bytes, 3, bytes.length - 3);
  }
}

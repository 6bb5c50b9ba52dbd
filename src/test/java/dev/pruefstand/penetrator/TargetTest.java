package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080/hello.html, 127.0.0.1, 8080, 127.0.0.1:8080, /hello.html",
    "http://127.0.0.1/, 127.0.0.1, 80, 127.0.0.1, /",
    "http://127.0.0.1, 127.0.0.1, 80, 127.0.0.1, /",
    "http://127.0.0.1:/a, 127.0.0.1, 80, 127.0.0.1, /a",
    "HTTP://127.0.0.1:80/a/b?c=d&e, 127.0.0.1, 80, 127.0.0.1:80, /a/b?c=d&e",
    "http://127.0.0.1?q, 127.0.0.1, 80, 127.0.0.1, /?q",
    "http://127.0.0.1/a%20b#part, 127.0.0.1, 80, 127.0.0.1, /a%20b",
    "http://127.0.0.1/käse?ä, 127.0.0.1, 80, 127.0.0.1, /k%C3%A4se?%C3%A4",
    "http://[::1]:8080/x, 0:0:0:0:0:0:0:1, 8080, [::1]:8080, /x",
    "http://[::1]/x, 0:0:0:0:0:0:0:1, 80, [::1], /x",
  })
  void aUrlSaysWhereAndWhat(String url, String ip, int port, String host, String path) {
    Target target = Target.of(url);
    assertEquals(ip, target.address().getAddress().getHostAddress());
    assertEquals(port, target.address().getPort());
    assertEquals(host, target.host());
    assertEquals(path, target.path());
  }

  @Test
  void aHostsNameIsLookedUpAndKept() {
    Target target = Target.of("http://localhost:8080/");
    assertTrue(target.address().getAddress().isLoopbackAddress());
    assertEquals("localhost:8080", target.host());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello.html",
        "127.0.0.1:8080",
        "//127.0.0.1/",
        "http:",
        "http:hello.html",
        "http:///hello.html",
        "https://127.0.0.1/",
        "ftp://127.0.0.1/",
        "http://127.0.0.1:65536/",
        "http://127.0.0.1:eighty/",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/100%",
        "http://[::1/",
      })
  void whatIsNoUrlOfOursIsRefusedInOneLineThatRepeatsIt(String url) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Target.of(url)).getMessage();
    assertTrue(message.startsWith("expected a "), message);
    assertTrue(message.endsWith("found " + url), message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void anAddressBecomesAHostField() throws UnknownHostException {
    var ip4 = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 81);
    assertEquals("127.0.0.1:81", Target.of(ip4, "/").host());
    byte[] one = InetAddress.getByName("::1").getAddress();
    var ip6 = new InetSocketAddress(InetAddress.getByAddress(one), 81);
    assertEquals("[0:0:0:0:0:0:0:1]:81", Target.of(ip6, "/").host());
  }

  /** RFC 6874 section 1: a zone means something on this machine only, and is not sent. */
  @Test
  void aZoneStaysOutOfTheHostField() throws UnknownHostException {
    byte[] one = InetAddress.getByName("::1").getAddress();
    var zoned = new InetSocketAddress(Inet6Address.getByAddress("", one, 1), 81);
    assertEquals("[0:0:0:0:0:0:0:1]:81", Target.of(zoned, "/").host());
  }
}

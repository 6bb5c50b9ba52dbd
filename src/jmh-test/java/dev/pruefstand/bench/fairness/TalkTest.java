package dev.pruefstand.bench.fairness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is heard of a server that does not say how long its answer is. */
@Timeout(30)
class TalkTest {
  private static final int PATIENCE_MILLIS = 5_000;

  @ParameterizedTest
  @CsvSource({
    "Content-Length: abc, abc",
    "Content-Length: -1, -1",
    "Content-Length: 4294967296, 4294967296",
    "Transfer-Encoding: chunked, x"
  })
  void aLengthThatIsNoneIsAFailureOfTheAnswer(String field, String length) throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var talk =
            new Talk(
                new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()),
                PATIENCE_MILLIS);
        Socket client = listener.accept()) {
      client
          .getOutputStream()
          .write(
              ("HTTP/1.1 200 OK\r\n" + field + "\r\n\r\nx\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      var failure = assertThrows(IOException.class, talk::hear);
      assertEquals("expected a length, found " + length, failure.getMessage());
    }
  }
}

package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that says what it is told to say, and stays or does not. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IdleConnectionsTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n";

  private final ServedFile served = servedFile();
  private final byte[] body = served.file().body().toArray(ValueLayout.JAVA_BYTE);

  private static ServedFile servedFile() {
    try {
      return ServedFile.of("hello.html");
    } catch (IOException missing) {
      throw new AssertionError(missing);
    }
  }

  private byte[] answer(String more) {
    byte[] head = HEAD.formatted(body.length, more).getBytes(StandardCharsets.US_ASCII);
    byte[] answer = new byte[head.length + body.length];
    System.arraycopy(head, 0, answer, 0, head.length);
    System.arraycopy(body, 0, answer, head.length, body.length);
    return answer;
  }

  /** Opens a connection that gets that answer in two pieces, and waits as long as the test says. */
  private Map<String, Long> errors(byte[] answer, Ending ending) throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        var connections = new IdleConnections(served)) {
      var accepted = new CompletableFuture<Socket>();
      Thread.ofVirtual().start(() -> serve(listener, answer, accepted));
      connections.open((InetSocketAddress) listener.getLocalSocketAddress(), 1);
      try (Socket server = accepted.get()) {
        ending.after(connections, server);
      }
      return Map.copyOf(connections.errors());
    }
  }

  private interface Ending {
    void after(IdleConnections connections, Socket server) throws IOException;
  }

  private static void serve(
      ServerSocket listener, byte[] answer, CompletableFuture<Socket> accepted) {
    try {
      Socket one = listener.accept();
      OutputStream out = one.getOutputStream();
      int half = answer.length / 2;
      out.write(answer, 0, half);
      out.write(answer, half, answer.length - half);
      accepted.complete(one);
    } catch (IOException gone) {
      accepted.completeExceptionally(gone);
    }
  }

  private static void look(IdleConnections connections, Socket server) throws IOException {
    connections.look();
  }

  @Test
  void aConnectionThatIsAnsweredAndStaysIsWithoutFault() throws Exception {
    assertEquals(Map.of(), errors(answer(""), IdleConnectionsTest::look));
  }

  @Test
  void aServerThatEndsAnIdleConnectionIsFoundOut() throws Exception {
    Map<String, Long> errors =
        errors(
            answer(""),
            (connections, server) -> {
              server.close();
              while (connections.errors().isEmpty()) {
                connections.look();
              }
            });
    assertEquals(Map.of(IdleConnections.ENDED, 1L), errors);
  }

  @Test
  void anAnswerThatAnnouncesTheEndIsNoneThatKeeps() throws Exception {
    byte[] answer = answer("Connection: close\r\n");
    assertEquals(Map.of(IdleConnections.WRONG, 1L), errors(answer, IdleConnectionsTest::look));
  }

  @Test
  void anAnswerWithAnotherByteIsWrong() throws Exception {
    byte[] answer = answer("");
    answer[answer.length - 1]++;
    assertEquals(Map.of(IdleConnections.WRONG, 1L), errors(answer, IdleConnectionsTest::look));
  }

  @Test
  void whatIsNotHttpIsWrong() throws Exception {
    byte[] answer = "220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII);
    assertEquals(Map.of(IdleConnections.WRONG, 1L), errors(answer, IdleConnectionsTest::look));
  }

  @Test
  void whoCannotBeReachedIsAnError() throws Exception {
    InetSocketAddress nobody;
    try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      nobody = (InetSocketAddress) listener.getLocalSocketAddress();
    }
    try (var connections = new IdleConnections(served)) {
      assertThrows(IOException.class, () -> connections.open(nobody, 1));
    }
  }
}

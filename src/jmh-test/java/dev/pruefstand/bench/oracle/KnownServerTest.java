package dev.pruefstand.bench.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Over sockets. Nothing is said about how late an answer may be: the machine has others to serve.
 */
@Timeout(60)
class KnownServerTest {
  private static final long MILLI = 1_000_000;
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: known\r\n\r\n";
  private static final byte[] ANSWER = KnownServer.answer();

  private static Socket connect(KnownServer server) throws IOException {
    var socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setTcpNoDelay(true);
    // A read is not interrupted by the test's time limit.
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void expectAnswer(Socket socket) throws IOException {
    assertArrayEquals(ANSWER, socket.getInputStream().readNBytes(ANSWER.length));
  }

  private static void expectEnd(Socket socket) throws IOException {
    assertEquals(-1, socket.getInputStream().read());
  }

  @Test
  void theAnswerCarriesTheBodyAndItsLength() {
    String answer = new String(ANSWER, StandardCharsets.US_ASCII);
    String body = new String(KnownServer.body(), StandardCharsets.US_ASCII);
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"));
    assertTrue(answer.contains("\r\nContent-Length: " + body.length() + "\r\n"));
    assertTrue(answer.endsWith("\r\n\r\n" + body));
  }

  @ParameterizedTest
  @ValueSource(longs = {50_000, 3 * MILLI, 30 * MILLI})
  void noAnswerComesBeforeItsTime(long serviceNanos) throws IOException {
    try (var server = KnownServer.start(new Discipline.InfiniteWorkers(serviceNanos));
        Socket socket = connect(server)) {
      for (int i = 0; i < 5; i++) {
        long sentNanos = System.nanoTime();
        send(socket, REQUEST);
        expectAnswer(socket);
        assertTrue(System.nanoTime() - sentNanos >= serviceNanos);
      }
    }
  }

  @Test
  void pipelinedRequestsAreServedOneAfterTheOther() throws IOException {
    try (var server = KnownServer.start(new Discipline.ConstantWorker(2 * MILLI));
        Socket socket = connect(server)) {
      long sentNanos = System.nanoTime();
      send(socket, REQUEST.repeat(10));
      for (int i = 1; i <= 10; i++) {
        expectAnswer(socket);
        assertTrue(System.nanoTime() - sentNanos >= i * 2 * MILLI);
      }
    }
  }

  @Test
  void allConnectionsWaitForTheSameWorker() throws IOException {
    int count = 50;
    try (var server = KnownServer.start(new Discipline.ConstantWorker(MILLI))) {
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sockets.add(connect(server));
      }
      long sentNanos = System.nanoTime();
      for (Socket socket : sockets) {
        send(socket, REQUEST);
      }
      for (Socket socket : sockets) {
        expectAnswer(socket);
        socket.close();
      }
      assertTrue(System.nanoTime() - sentNanos >= count * MILLI);
    }
  }

  @Test
  void whatComesDuringAFreezeIsAnsweredAfterIt() throws IOException {
    long originNanos = System.nanoTime();
    long freezeNanos = 200 * MILLI;
    var discipline = new Discipline.Freeze(freezeNanos, 3_600_000 * MILLI, originNanos);
    try (var server = KnownServer.start(discipline);
        Socket socket = connect(server)) {
      send(socket, REQUEST);
      expectAnswer(socket);
      assertTrue(System.nanoTime() - originNanos >= freezeNanos);
      send(socket, REQUEST);
      expectAnswer(socket);
      assertEquals(0, server.sojourns().getMinValue());
    }
  }

  @Test
  void aRequestMayComeInAnyPieces() throws IOException {
    try (var server = KnownServer.start(new Discipline.InfiniteWorkers(1));
        Socket socket = connect(server)) {
      String text = REQUEST.repeat(3);
      for (int cut = 1; cut < text.length(); cut++) {
        send(socket, text.substring(0, cut));
        send(socket, text.substring(cut));
        for (int i = 0; i < 3; i++) {
          expectAnswer(socket);
        }
      }
      for (char each : REQUEST.toCharArray()) {
        send(socket, String.valueOf(each));
      }
      expectAnswer(socket);
      assertEquals(3 * (text.length() - 1) + 1, server.arrived());
      assertEquals(server.arrived(), server.answered());
    }
  }

  @Test
  void onlyAnEmptyLineEndsARequest() throws IOException {
    try (var server = KnownServer.start(new Discipline.InfiniteWorkers(1));
        Socket socket = connect(server)) {
      send(socket, "GET / HTTP/1.1\r\nA: \r\r\nB: \r\n\r\r\nC: \n\r\r\n\r\n");
      expectAnswer(socket);
      send(socket, REQUEST);
      expectAnswer(socket);
      assertEquals(2, server.arrived());
    }
  }

  @Test
  void aClientThatReadsLateGetsEveryByte() throws IOException {
    int count = 200_000;
    try (var server = KnownServer.start(new Discipline.InfiniteWorkers(1));
        Socket socket = connect(server)) {
      send(socket, "GET / HTTP/1.1\r\n\r\n".repeat(count));
      socket.shutdownOutput();
      for (int i = 0; i < count; i++) {
        expectAnswer(socket);
      }
      expectEnd(socket);
      assertEquals(count, server.arrived());
      assertEquals(count, server.answered());
    }
  }

  @Test
  void aClientThatHasEndedItsSideGetsWhatItAskedFor() throws IOException {
    try (var server = KnownServer.start(new Discipline.ConstantWorker(10 * MILLI));
        Socket socket = connect(server)) {
      send(socket, REQUEST.repeat(3));
      socket.shutdownOutput();
      for (int i = 0; i < 3; i++) {
        expectAnswer(socket);
      }
      expectEnd(socket);
    }
  }

  @Test
  void aClientThatIsGoneHarmsNobodyElse() throws IOException {
    try (var server = KnownServer.start(new Discipline.ConstantWorker(20 * MILLI));
        Socket stays = connect(server)) {
      Socket goes = connect(server);
      send(goes, REQUEST.repeat(2));
      while (server.arrived() < 2) {
        Thread.onSpinWait();
      }
      // Closed with a reset, and its two answers still in the queue.
      goes.setSoLinger(true, 0);
      goes.close();
      send(stays, REQUEST);
      expectAnswer(stays);
      assertEquals(3, server.arrived());
      assertTrue(server.answered() >= 1);
    }
  }

  @Test
  void itKeepsAccountOfItsOwnError() throws IOException {
    long serviceNanos = 2 * MILLI;
    Histogram lateness;
    Histogram sojourns;
    var server = KnownServer.start(new Discipline.ConstantWorker(serviceNanos));
    try (server;
        Socket socket = connect(server)) {
      for (int i = 0; i < 10; i++) {
        send(socket, REQUEST);
        expectAnswer(socket);
      }
    }
    // Once it is closed: the last answer is on its way before it is in the account.
    lateness = server.lateness();
    sojourns = server.sojourns();
    assertEquals(10, lateness.getTotalCount());
    assertEquals(10, sojourns.getTotalCount());
    // Each is asked for after the one before, so none waits.
    assertEquals(serviceNanos, sojourns.getMaxValue(), serviceNanos / 500.0);
    assertEquals(serviceNanos, sojourns.getMinValue(), serviceNanos / 500.0);
  }

  @Test
  void closingEndsTheConnectionsAndThePort() throws IOException {
    var server = KnownServer.start(new Discipline.InfiniteWorkers(3_600_000 * MILLI));
    try (Socket idle = connect(server);
        Socket waiting = connect(server)) {
      send(waiting, REQUEST);
      while (server.arrived() < 1) {
        Thread.onSpinWait();
      }
      server.close();
      expectEnd(idle);
      expectEnd(waiting);
      assertThrows(ConnectException.class, () -> connect(server).close());
    }
    assertEquals(0, server.answered());
  }
}

package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.pruefstand.strategy.Strategy;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the thread of a single loop allocates for the requests of kept connections. */
@Timeout(60)
class LoopAllocationTest {
  private static final int CLIENTS = 4;
  private static final int REQUESTS = 1_000;
  private static final byte[] REQUEST = RawClient.bytes("GET /hello.html HTTP/1.1\nHost: a\n\n");

  /**
   * Half of the smallest object, which has 16 bytes, per request. Where other tests have run in
   * this JVM, the JDK's selector has been seen to make one for each of its wake-ups.
   */
  private static final long SLACK_BYTES = 8 * REQUESTS * CLIENTS;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A connection on which every answer is as long as the first. */
  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream input;
    private final byte[] answer;

    Client(Server server, int answerBytes) throws IOException {
      socket = new Socket(server.address().getAddress(), server.address().getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(RawClient.PATIENCE_MILLIS);
      input = new DataInputStream(socket.getInputStream());
      answer = new byte[answerBytes];
    }

    void ask() throws IOException {
      socket.getOutputStream().write(REQUEST);
    }

    void hear() throws IOException {
      input.readFully(answer);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "SELECTOR", "IO_URING"})
  void aRequestOfAKeptConnectionAllocatesNothingOnTheLoopsThread(Strategy strategy)
      throws IOException {
    strategy.unavailability().ifPresent(why -> assumeTrue(false, why));
    var clients = new ArrayList<Client>();
    try (Server server = strategy.start(TestSite.config().on(1))) {
      long loop = threadNamed(strategy.label());
      int answerBytes = answerBytes(server);
      try {
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(new Client(server, answerBytes));
        }
        assertAllocatesNothing(loop, clients);
      } finally {
        for (Client client : clients) {
          client.close();
        }
      }
    }
  }

  private static void assertAllocatesNothing(long loop, List<Client> clients) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    long least = Long.MAX_VALUE;
    // Calls that are not compiled yet allocate, and when they are is the JVM's business.
    while (least > SLACK_BYTES && System.nanoTime() - end < 0) {
      long before = THREADS.getThreadAllocatedBytes(loop);
      assertTrue(before > 0, "the JVM does not count allocation");
      for (int i = 0; i < REQUESTS; i++) {
        for (Client client : clients) {
          client.ask();
        }
        for (Client client : clients) {
          client.hear();
        }
      }
      least = Math.min(least, THREADS.getThreadAllocatedBytes(loop) - before);
    }
    long found = least;
    assertTrue(
        found <= SLACK_BYTES,
        () -> "expected none, found bytes per request: " + found / (REQUESTS * CLIENTS));
  }

  private static int answerBytes(Server server) throws IOException {
    try (var client = new RawClient(server)) {
      client.get("hello.html");
      RawClient.Answer answer = client.answer();
      return answer.head().length() + answer.body().length;
    }
  }

  private static long threadNamed(String name) {
    long[] found =
        LongStream.of(THREADS.getAllThreadIds())
            .filter(id -> THREADS.getThreadInfo(id) != null)
            .filter(id -> THREADS.getThreadInfo(id).getThreadName().equals(name))
            .toArray();
    assertTrue(found.length == 1, () -> "expected one thread " + name + ", found " + found.length);
    return found[0];
  }
}

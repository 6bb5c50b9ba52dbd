package dev.pruefstand.bench.subject;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.strategy.Strategy;
import dev.pruefstand.trial.Isolation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All virtual threads on one carrier, as in a campaign on two cores: whoever never waits would keep
 * it.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OneCarrierTest {
  private static final byte[] REQUEST =
      "GET /hello.html HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII);
  private static final int PIPELINED = 2_000;
  private static final int PATIENCE_MILLIS = 10_000;

  /** Sends without a pause, and reads on another thread as fast as it can. */
  private static final class Greedy implements AutoCloseable {
    private final Socket socket;
    final AtomicLong bytes = new AtomicLong();

    Greedy(Subject server) throws IOException {
      socket = connect(server);
      Thread.ofPlatform().daemon().start(this::send);
      Thread.ofPlatform().daemon().start(this::read);
    }

    private void send() {
      var many = new byte[PIPELINED * REQUEST.length];
      for (int i = 0; i < PIPELINED; i++) {
        System.arraycopy(REQUEST, 0, many, i * REQUEST.length, REQUEST.length);
      }
      try {
        OutputStream out = socket.getOutputStream();
        while (!socket.isClosed()) {
          out.write(many);
        }
      } catch (IOException closed) {
        // That is how it ends.
      }
    }

    private void read() {
      var room = new byte[1 << 16];
      try {
        InputStream in = socket.getInputStream();
        for (int length = in.read(room); length >= 0; length = in.read(room)) {
          bytes.addAndGet(length);
        }
      } catch (IOException closed) {
        // That is how it ends.
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static Socket connect(Subject server) throws IOException {
    var socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  @Test
  void whoNeverWaitsLeavesTheCarrierToOthers() throws IOException {
    var launch =
        new Launch(
            Isolation.OWN_PROCESS,
            0,
            Path.of("www"),
            new Cores(List.of(), List.of(), "not wanted"),
            List.of(
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1"));
    try (OwnProcess server = OwnProcess.start(Strategy.VIRTUAL_THREADS, 1, launch);
        var greedy = new Greedy(server)) {
      while (greedy.bytes.get() < 1 << 20) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < 20; i++) {
        try (Socket other = connect(server)) {
          other.getOutputStream().write(REQUEST);
          assertTrue(other.getInputStream().read() >= 0, "an answer begins");
        }
      }
    }
  }
}

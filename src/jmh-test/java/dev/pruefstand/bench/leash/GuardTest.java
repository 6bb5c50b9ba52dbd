package dev.pruefstand.bench.leash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.bench.subject.ServerJvm;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that keeps a server, at its end. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GuardTest {
  @Test
  void aServerThatDoesNotStopIsEndedAllTheSame() throws Exception {
    Process kept =
        new ProcessBuilder(ServerJvm.command(Stubborn.class, List.of(), List.of()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader says = kept.inputReader()) {
      assertEquals("ready http://127.0.0.1:7/ " + kept.pid(), says.readLine());
      kept.getOutputStream().close();
      assertTrue(kept.waitFor(Duration.ofSeconds(10)), "expected its end");
      assertEquals(0, kept.exitValue());
    } finally {
      kept.destroyForcibly();
    }
  }

  /** Keeps what never stops. */
  static final class Stubborn {
    private Stubborn() {}

    public static void main(String[] arguments) throws Exception {
      var guard = new Guard();
      var never = new CountDownLatch(1);
      guard.keep(never::await);
      guard.ready(
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7),
          ProcessHandle.current().pid());
      never.await();
    }
  }
}

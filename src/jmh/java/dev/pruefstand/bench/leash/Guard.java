package dev.pruefstand.bench.leash;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a process says and hears that keeps somebody else's server. From its first moment on it ends
 * with its standard input and with its parent: when the campaign does, also if that was killed. All
 * methods may be called from any thread.
 */
public final class Guard {
  private static final int FAILED = 1;

  /** What has not stopped by then is ended with the process. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final PrintStream out;
  private volatile @Nullable Runnable stop;

  /** Starts to watch, and keeps standard output for itself: the server's goes to standard error. */
  public Guard() {
    out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    System.setOut(System.err);
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    Orphan.whenInputEnds(() -> end(0));
    Orphan.whenParentEnds(() -> end(0));
  }

  /** What is to be stopped at the end, in a second at most; in place of what it was told before. */
  public void keep(AutoCloseable server) {
    stop =
        () -> {
          try {
            server.close();
          } catch (Exception failure) {
            System.err.println("what was started could not be stopped: " + failure);
          }
        };
  }

  /** Once, whoever calls: the others wait until it is done. */
  private synchronized void stop() {
    Runnable stopping = stop;
    stop = null;
    if (stopping != null) {
      try {
        Thread.ofPlatform().daemon().start(stopping).join(PATIENCE);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void end(int exitCode) {
    stop();
    // Whatever threads there are: nothing of it outlives the campaign.
    Runtime.getRuntime().halt(exitCode);
  }

  /**
   * Says where the server listens and which process it is.
   *
   * @throws IOException if it is this process, and accepting cannot be deferred as it was told
   */
  public void ready(InetSocketAddress address, long process) throws IOException {
    if (!address.getAddress().getHostAddress().equals("127.0.0.1")) {
      throw new IllegalArgumentException(
          "expected a server on 127.0.0.1, where the load generator is, found one on " + address);
    }
    if (process == ProcessHandle.current().pid()) {
      Accepting.settle(address.getPort());
    }
    out.printf("ready http://127.0.0.1:%d/ %d%n", address.getPort(), process);
  }

  /** Tells what went wrong, and ends with exit code 1. */
  public void fail(Throwable failure) {
    System.err.println(failure.getMessage() == null ? failure : failure.getMessage());
    end(FAILED);
  }
}

package dev.pruefstand.bench.custom;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * What a process says and hears that keeps somebody else's server. From its first moment on it ends
 * with its standard input: when the campaign does, also if that was killed.
 */
final class Guard {
  private static final int FAILED = 1;

  private final PrintStream out;
  private final Runnable atTheEnd;

  /** Starts to watch, and keeps standard output for itself: the server's goes to standard error. */
  Guard(Runnable atTheEnd) {
    this.atTheEnd = atTheEnd;
    out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    System.setOut(System.err);
    Runtime.getRuntime().addShutdownHook(new Thread(atTheEnd));
    Thread.ofPlatform().daemon().name("end-of-input").start(this::awaitEnd);
  }

  private void awaitEnd() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException broken) {
      // That is an end, too.
    }
    end(0);
  }

  private void end(int exitCode) {
    atTheEnd.run();
    // Whatever threads there are: nothing of it outlives the campaign.
    Runtime.getRuntime().halt(exitCode);
  }

  /** Says where the server listens and which process it is. */
  void ready(InetSocketAddress address, long process) {
    if (!address.getAddress().getHostAddress().equals("127.0.0.1")) {
      throw new IllegalArgumentException(
          "expected a server on 127.0.0.1, where the load generator is, found one on " + address);
    }
    out.printf("ready http://127.0.0.1:%d/ %d%n", address.getPort(), process);
  }

  /** Tells what went wrong, and ends. */
  void fail(Throwable failure) {
    System.err.println(failure.getMessage() == null ? failure : failure.getMessage());
    end(FAILED);
  }
}

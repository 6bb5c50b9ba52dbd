package dev.pruefstand.bench;

import dev.pruefstand.strategy.NativePlatform;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;

/**
 * A {@link Responder} in a process of its own. It says {@code ready http://127.0.0.1:40123/ 4711}
 * when it listens, with its process, and ends with its standard input.
 */
public final class ResponderMain {
  private ResponderMain() {}

  /**
   * Answers until standard input ends.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws IOException {
    try {
      InetSocketAddress address = Responder.start(NativePlatform.required()).address();
      System.out.printf(
          "ready http://127.0.0.1:%d/ %d%n", address.getPort(), ProcessHandle.current().pid());
      System.out.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
    } finally {
      // Whatever it still does: nobody is there any more to see the end of it.
      Runtime.getRuntime().halt(0);
    }
  }
}

package dev.pruefstand.bench.custom;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** What a process says and hears that keeps somebody else's server. */
final class Guard {
  private Guard() {}

  /**
   * Says where the server listens and which process it is, and waits until standard input ends:
   * when the campaign does, also if it was killed.
   */
  static void keep(InetSocketAddress address, long process) throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    out.printf("ready http://127.0.0.1:%d/ %d%n", address.getPort(), process);
    System.in.transferTo(OutputStream.nullOutputStream());
  }
}

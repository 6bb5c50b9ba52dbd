package dev.pruefstand.bench.custom;

import dev.pruefstand.bench.leash.Guard;
import dev.pruefstand.bench.leash.Leash;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Any program that serves HTTP, kept by a process that ends it. In its command {@code {port}}
 * stands for a port that is free, and {@code {site}} for the folder to serve.
 */
public final class ExecMain {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long BETWEEN_TRIES_MILLIS = 20;

  private ExecMain() {}

  /**
   * Runs the program until standard input ends.
   *
   * @param arguments the command and the site's folder
   */
  public static void main(String[] arguments) {
    var guard = new Guard();
    try {
      InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
      int port = freePort(loopback);
      var program =
          new Leash(
              words(arguments[0], port, Path.of(arguments[1]).toAbsolutePath()), Redirect.INHERIT);
      guard.keep(program);
      var address = new InetSocketAddress(loopback, port);
      awaitListener(program, address);
      guard.ready(address, program.pid());
      throw new IOException("the program has ended with exit code " + program.waitFor());
    } catch (Throwable failure) {
      guard.fail(failure);
    }
  }

  private static int freePort(InetAddress loopback) throws IOException {
    try (var socket = new ServerSocket(0, 1, loopback)) {
      return socket.getLocalPort();
    }
  }

  /** What is run: a program and its arguments. */
  static List<String> words(String command, int port, Path site) {
    return Words.of(command).stream()
        .map(word -> word.replace("{port}", Integer.toString(port)))
        .map(word -> word.replace("{site}", site.toString()))
        .toList();
  }

  private static void awaitListener(Leash program, InetSocketAddress address)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      try (var probe = new Socket()) {
        probe.connect(address);
        if (!program.isAlive()) {
          throw new IOException(
              "expected a program that stays in the foreground, found that it went on as another"
                  + " process, which nobody would end");
        }
        return;
      } catch (ConnectException notYet) {
        if (!program.isAlive()) {
          throw new IOException(
              "expected a program that listens on port %d, found that it has ended with exit code %d"
                  .formatted(address.getPort(), program.waitFor()),
              notYet);
        }
      }
      Thread.sleep(BETWEEN_TRIES_MILLIS);
    }
    throw new IOException(
        "expected a program that listens on port %d within %d s, found none: does its command say"
                .formatted(address.getPort(), PATIENCE.toSeconds())
            + " {port} where the port goes?");
  }
}

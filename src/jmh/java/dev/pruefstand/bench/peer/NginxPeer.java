package dev.pruefstand.bench.peer;

import dev.pruefstand.bench.leash.Leash;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * nginx as a program on a {@link Leash}, with its configuration and whatever it writes in a
 * temporary folder. Its one worker, and not its master, is the {@link #processId}.
 */
final class NginxPeer implements PeerServer {
  private static final long PATIENCE_SECONDS = 20;
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Between choosing a free port and listening on it, somebody else may take it. */
  private static final int PORTS_TRIED = 5;

  private final Path folder;
  private final InetSocketAddress address;
  private final Leash leash;

  private NginxPeer(Path nginx, PeerConfig config, int port) throws IOException {
    address = new InetSocketAddress(config.address().getAddress(), port);
    folder = Files.createTempDirectory("pruefstand-nginx");
    Files.writeString(folder.resolve("nginx.conf"), NginxConfig.text(config, port));
    leash =
        new Leash(
            List.of(nginx.toString(), "-p", folder + "/", "-e", "error.log", "-c", "nginx.conf"),
            Redirect.to(folder.resolve("output").toFile()));
  }

  /** Where nginx is installed; empty if it is not. */
  static Optional<Path> executable() {
    // Debian puts it where only root's PATH leads.
    String places = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Arrays.stream(places.split(File.pathSeparator))
        .map(place -> Path.of(place, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static PeerServer start(PeerConfig config) throws IOException {
    Path nginx =
        executable().orElseThrow(() -> new IOException("expected nginx installed, found none"));
    int tries = config.address().getPort() == 0 ? PORTS_TRIED : 1;
    for (int i = 1; ; i++) {
      var peer = new NginxPeer(nginx, config, port(config.address()));
      if (peer.awaitListening()) {
        return peer;
      }
      String reason = peer.output();
      peer.close();
      if (i == tries) {
        throw new IOException("expected nginx to listen, found: " + reason);
      }
    }
  }

  private static int port(InetSocketAddress wanted) throws IOException {
    try (var free = new ServerSocket(wanted.getPort(), 1, wanted.getAddress())) {
      return free.getLocalPort();
    }
  }

  /** Whether it has come to listen, and has the worker that accepts. */
  private boolean awaitListening() {
    long start = System.nanoTime();
    while (leash.isAlive()
        && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
      if (worker().isPresent() && isListening()) {
        return true;
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    return false;
  }

  private boolean isListening() {
    try (var probe = new Socket(address.getAddress(), address.getPort())) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The only child of the master. */
  private Optional<ProcessHandle> worker() {
    return leash.children().findFirst();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output")).strip();
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public long processId() {
    return worker().orElseThrow(() -> new IllegalStateException("nginx has ended")).pid();
  }

  /** Does not leave before everything has ended. */
  @Override
  public void close() {
    leash.close();
    try {
      delete(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted((one, other) -> other.compareTo(one)).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}

package dev.pruefstand.bench.peer;

import dev.pruefstand.site.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * What a peer is started with, the same for all of them.
 *
 * @param address where to listen; port 0 for any that is free
 * @param www the directory that is served, for a peer that reads it itself
 * @param site the same directory in memory
 */
public record PeerConfig(InetSocketAddress address, Path www, Site site) {
  /** As many connections may wait to be accepted as with our own servers. */
  static final int BACKLOG = 4096;

  /** As many may be open as with our own servers. */
  static final int CONNECTIONS = 20_000;

  /**
   * On the loopback interface.
   *
   * @throws IOException if the directory cannot be read; the message says why
   */
  public static PeerConfig onLoopback(int port, Path www) throws IOException {
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    return new PeerConfig(address, www.toAbsolutePath(), Site.load(www));
  }
}

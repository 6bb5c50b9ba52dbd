package dev.pruefstand.server;

import dev.pruefstand.http.Limits;
import dev.pruefstand.site.Site;
import dev.pruefstand.stats.AccessLog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with, the same for all strategies.
 *
 * @param address where to listen; port 0 lets the system choose
 * @param backlog how many connections may wait to be accepted; the system may cap it
 * @param threads the number of workers or loops, for strategies that have such a setting
 * @param log where requests are written down; null for nowhere. Its owner closes it
 */
public record ServerConfig(
    InetSocketAddress address,
    int backlog,
    int threads,
    Limits limits,
    Site site,
    @Nullable AccessLog log) {
  private static final int BACKLOG = 4096;

  /** Checks the ranges, and that there is an address. */
  public ServerConfig {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(
          "expected an address to listen on, found no such host: " + address.getHostString());
    }
    if (backlog <= 0 || threads <= 0) {
      throw new IllegalArgumentException(
          "expected a backlog and threads above zero, found " + backlog + " and " + threads);
    }
  }

  /** On the loopback interface, on a port that the system chooses, with the default limits. */
  public static ServerConfig onLoopback(Site site, int threads) {
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new ServerConfig(anyPort, BACKLOG, threads, Limits.DEFAULT, site, null);
  }

  /** The same on another address. */
  public ServerConfig at(InetSocketAddress other) {
    return new ServerConfig(other, backlog, threads, limits, site, log);
  }

  /** The same with another number of threads. */
  public ServerConfig on(int otherThreads) {
    return new ServerConfig(address, backlog, otherThreads, limits, site, log);
  }

  /** The same with other limits. */
  public ServerConfig within(Limits other) {
    return new ServerConfig(address, backlog, threads, other, site, log);
  }

  /** The same with an access log. */
  public ServerConfig loggingTo(AccessLog other) {
    return new ServerConfig(address, backlog, threads, limits, site, other);
  }
}

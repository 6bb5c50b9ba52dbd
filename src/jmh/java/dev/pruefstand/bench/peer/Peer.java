package dev.pruefstand.bench.peer;

import dev.pruefstand.bench.fairness.Check;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The peers, each with which advice of its documentation the configuration follows. All of them
 * serve the same files from memory over HTTP/1.1, keep connections for as many requests as come,
 * write no access log and set TCP_NODELAY. Where a peer has a number of I/O threads it is one, the
 * setting that fits the one core a server is given; the others size themselves by the processors of
 * their process.
 */
public enum Peer {
  /** {@code com.sun.net.httpserver}. */
  JDK(
      "jdk",
      "an executor of virtual threads (HttpServer.setExecutor); nodelay and no limit of idle"
          + " connections (module jdk.httpserver)") {
    @Override
    PeerServer open(PeerConfig config) throws IOException {
      return JdkPeer.start(config);
    }
  },

  /** Netty 4.2. */
  NETTY(
      "netty",
      "the native transport where there is one, one event loop, shared buffers that are not"
          + " counted, one flush for all that was read (user guide)") {
    @Override
    PeerServer open(PeerConfig config) throws IOException {
      return NettyPeer.start(config);
    }
  },

  /** Jetty 12.1. */
  JETTY(
      "jetty",
      "a handler declared NonBlocking, fields encoded once, one selector that also accepts"
          + " (programming guide)") {
    @Override
    PeerServer open(PeerConfig config) throws IOException {
      return JettyPeer.start(config);
    }
  },

  /** Undertow 2.4. */
  UNDERTOW(
      "undertow",
      "handlers that do not block stay in the one I/O thread and send buffers (request"
          + " lifecycle)") {
    @Override
    PeerServer open(PeerConfig config) {
      return UndertowPeer.start(config);
    }
  },

  /** Helidon 4.5. */
  HELIDON(
      "helidon",
      "a virtual thread per connection as it comes, fields encoded once, whole bodies"
          + " (WebServer)") {
    @Override
    PeerServer open(PeerConfig config) {
      return HelidonPeer.start(config);
    }

    @Override
    public Map<Check, String> deviations() {
      String reason = "it does not speak HTTP/1.0 and answers 505";
      return Map.of(Check.OLD, reason, Check.OLD_KEEP_ALIVE, reason);
    }
  },

  /** nginx, as it is installed. */
  NGINX(
      "nginx",
      "one worker, sendfile with tcp_nopush, open_file_cache, keepalive_requests raised (core"
          + " modules)") {
    @Override
    PeerServer open(PeerConfig config) throws IOException {
      return NginxPeer.start(config);
    }

    @Override
    public Optional<String> unavailability() {
      return NginxPeer.executable().isPresent()
          ? Optional.empty()
          : Optional.of("needs nginx, which is neither on the PATH nor in /usr/sbin: install it");
    }
  };

  private final String label;
  private final String advice;

  Peer(String label, String advice) {
    this.label = label;
    this.advice = advice;
  }

  abstract PeerServer open(PeerConfig config) throws IOException;

  /**
   * Starts it, with its log reduced to warnings.
   *
   * @throws IOException if it cannot; the message says why
   */
  public PeerServer start(PeerConfig config) throws IOException {
    PeerLog.onlyWarnings();
    return open(config);
  }

  /** Why it cannot run here; empty if it can. */
  public Optional<String> unavailability() {
    return Optional.empty();
  }

  /** What it cannot do of what is demanded of all contenders, and why. */
  public Map<Check, String> deviations() {
    return Map.of();
  }

  /** Its name on the command line, in results and charts. */
  public String label() {
    return label;
  }

  /** Which advice of its documentation the configuration follows, as one line. */
  public String advice() {
    return advice;
  }

  /** The peer with that {@link #label}; empty if there is none. */
  public static Optional<Peer> of(String label) {
    return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
  }
}

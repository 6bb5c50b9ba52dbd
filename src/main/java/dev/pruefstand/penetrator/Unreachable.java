package dev.pruefstand.penetrator;

import java.io.Serial;
import java.net.InetSocketAddress;
import java.time.Duration;

/** No connection to the server could be made. */
public final class Unreachable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Unreachable(InetSocketAddress address, Duration after) {
    super(
        "no connection to %s could be made within %d ms: is a server running there?"
            .formatted(address, after.toMillis()));
  }
}

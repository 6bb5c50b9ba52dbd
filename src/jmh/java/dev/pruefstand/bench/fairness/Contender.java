package dev.pruefstand.bench.fairness;

import dev.pruefstand.site.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Whoever is audited.
 *
 * @param site what it serves
 * @param patience how long it may keep a client waiting for bytes; longer counts as no answer
 */
public record Contender(String label, InetSocketAddress address, Site site, Duration patience) {
  /** Longer than a busy machine holds up a server that does answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** With a patience that no working server exhausts. */
  public Contender(String label, InetSocketAddress address, Site site) {
    this(label, address, site, PATIENCE);
  }

  Talk talk() throws IOException {
    return new Talk(address, Math.toIntExact(patience.toMillis()));
  }
}

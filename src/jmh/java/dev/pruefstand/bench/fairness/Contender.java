package dev.pruefstand.bench.fairness;

import dev.pruefstand.site.Resource;
import dev.pruefstand.site.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /** The same with a patience that no working server exhausts. */
  Contender patiently() {
    return new Contender(label, address, site);
  }

  /**
   * The answers with all files, over one connection as long as that is kept: whether it has to be
   * is another question.
   */
  Map<Resource, Heard> files() throws IOException {
    var answers = new LinkedHashMap<Resource, Heard>();
    var talk = talk();
    try {
      for (Resource file : site.resources()) {
        Heard heard = talk.get(file.path());
        answers.put(file, heard);
        if (heard.isLast()) {
          talk.close();
          talk = talk();
        }
      }
    } finally {
      talk.close();
    }
    return answers;
  }

  Talk talk() throws IOException {
    return new Talk(address, Math.toIntExact(patience.toMillis()));
  }
}

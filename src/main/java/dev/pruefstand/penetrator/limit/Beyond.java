package dev.pruefstand.penetrator.limit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a server does beyond its limit.
 *
 * @param at120 a run at 120 % of the limit
 * @param at150 a run at 150 %
 * @param recovery how long after the latter's last planned request the first second began whose
 *     requests, at 50 %, kept the objective again; empty if none did
 */
public record Beyond(Repetition at120, Repetition at150, Optional<Duration> recovery) {

  /** Both runs. */
  public List<Repetition> runs() {
    return List.of(at120, at150);
  }
}

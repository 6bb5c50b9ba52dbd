package dev.pruefstand.bench;

import dev.pruefstand.bench.subject.Entrant;
import java.util.Map;

/** One contender under one scenario: what a fork of the closed loop measures. */
record Combination(
    Entrant entrant, int threads, int connections, String resource, boolean keepAlive) {

  /** The same as JMH knows it. */
  Parameters parameters() {
    return Parameters.of(
        Map.of(
            Parameters.STRATEGY,
            entrant.parameter(),
            "threads",
            Integer.toString(threads),
            "connections",
            Integer.toString(connections),
            "resource",
            resource,
            "keepAlive",
            Boolean.toString(keepAlive)));
  }
}

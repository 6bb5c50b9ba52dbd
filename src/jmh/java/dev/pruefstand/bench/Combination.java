package dev.pruefstand.bench;

import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.trial.Contender;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** One contender under one scenario: what a fork measures. */
record Combination(
    Entrant entrant, int threads, int connections, String resource, boolean keepAlive) {

  /** Whether it can be measured here: who serves one at a time starves the others that stay. */
  boolean isPossible() {
    return entrant.unavailability().isEmpty()
        && (entrant.servesSeveralAtOnce() || connections == 1 || !keepAlive);
  }

  /** Whom it measures. */
  Contender contender() {
    return entrant.contender(threads);
  }

  void applyTo(ChainedOptionsBuilder options) {
    options
        .include(ThroughputBenchmark.class.getName())
        .param("strategy", entrant.parameter())
        .param("threads", Integer.toString(threads))
        .param("connections", Integer.toString(connections))
        .param("resource", resource)
        .param("keepAlive", Boolean.toString(keepAlive));
  }

  /** For people: {@code pool (8), hello.html, 64 connections kept alive}. */
  String label() {
    return "%s, %s, %,d connection%s %s"
        .formatted(
            contender().label(),
            resource,
            connections,
            connections == 1 ? "" : "s",
            keepAlive ? "kept alive" : "one per request");
  }
}

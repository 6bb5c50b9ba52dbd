package dev.pruefstand.chart;

import dev.pruefstand.trial.Scenario;

/** What was asked of the servers, in words for a subtitle. */
final class Conditions {
  private Conditions() {}

  /** {@code 64 connections}. */
  static String connections(Scenario scenario) {
    return counted(scenario, "connection");
  }

  /** {@code 64 keep-alive connections}. */
  static String keepAlive(Scenario scenario) {
    return counted(scenario, "keep-alive connection");
  }

  private static String counted(Scenario scenario, String noun) {
    int connections = scenario.connections();
    return Numbers.plain(connections)
        + " "
        + noun
        + (connections == 1 ? "" : "s")
        + (scenario.deferAccept() ? " (accepting deferred)" : "");
  }
}

package dev.pruefstand.bench;

import dev.pruefstand.bench.subject.Entrant;
import java.util.ArrayList;
import java.util.List;

/**
 * One question of a campaign: all combinations of these parameters.
 *
 * @param question what a person would ask
 */
record Matrix(
    String question,
    List<Entrant> entrants,
    List<Integer> threads,
    List<Integer> connections,
    List<String> resources,
    boolean keepAlive) {

  /** All of them, those that cannot run here included. */
  List<Combination> combinations() {
    var all = new ArrayList<Combination>();
    for (Entrant entrant : entrants) {
      for (int thread : threads) {
        for (int connection : connections) {
          for (String resource : resources) {
            all.add(new Combination(entrant, thread, connection, resource, keepAlive));
          }
        }
      }
    }
    return all;
  }
}

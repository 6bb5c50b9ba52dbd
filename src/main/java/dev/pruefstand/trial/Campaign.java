package dev.pruefstand.trial;

import java.util.List;

/**
 * All trials of one run, with the one environment they were measured in.
 *
 * @param name the name of its folder below {@code results/}
 */
public record Campaign(String name, Environment environment, List<Trial> trials) {

  /** Copies the list, so that a campaign cannot change after it was read. */
  public Campaign {
    trials = List.copyOf(trials);
  }
}

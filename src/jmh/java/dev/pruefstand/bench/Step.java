package dev.pruefstand.bench;

import java.time.Duration;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * What is measured in one fork of a round.
 *
 * @param benchmark its class and method
 * @param mode a single shot is a whole run, and as long as its annotations say; others are as long
 *     as the campaign's {@link Effort}
 * @param label for people
 * @param rounds how many it takes part in: the first ones
 * @param fork about how long one takes
 */
record Step(
    String benchmark, Mode mode, Parameters parameters, String label, int rounds, Duration fork) {

  /** The same in every campaign that measures the same. */
  String name() {
    return benchmark + " " + parameters.values();
  }

  /** Exactly this benchmark, whatever the user's own patterns match beside it. */
  void applyTo(ChainedOptionsBuilder options) {
    String exactly = Pattern.quote(benchmark) + "$";
    options.include("^" + exactly).exclude("^(?!" + exactly + ")");
    parameters.values().forEach(options::param);
  }
}

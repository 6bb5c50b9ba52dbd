package dev.pruefstand.bench;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Measures a step once, in a JVM of its own. */
@FunctionalInterface
interface Fork {
  /**
   * What was measured; nothing if the fork failed.
   *
   * @throws RunnerException if it could not even begin
   */
  Collection<RunResult> run(Step step) throws RunnerException;
}

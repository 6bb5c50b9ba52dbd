package dev.pruefstand.bench;

import java.io.PrintStream;
import java.util.Collection;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Has JMH measure a step.
 *
 * @param user JMH's own options as the user gave them; what a step says of them wins
 * @param effort of a step that is no single shot: those keep what their annotations say
 * @param out where progress appears
 */
record JmhFork(Options user, Effort effort, PrintStream out) implements Fork {
  @Override
  public Collection<RunResult> run(Step step) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder().parent(user).addProfiler(LoadProfiler.class).forks(1);
    step.applyTo(options);
    if (step.mode() != Mode.SingleShotTime) {
      effort.applyTo(options);
    }
    return new Runner(options.build(), new RoundFormat(out)).run();
  }
}

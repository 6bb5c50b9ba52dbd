package dev.pruefstand.bench;

import dev.pruefstand.strategy.Strategy;
import java.util.List;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * One question of a campaign: all combinations of these parameters.
 *
 * @param question what a person would ask
 */
record Matrix(
    String question,
    List<Strategy> strategies,
    List<Integer> threads,
    List<Integer> connections,
    List<String> resources,
    boolean keepAlive) {

  int size() {
    return strategies.size() * threads.size() * connections.size() * resources.size();
  }

  /** The same without the strategies that cannot run here. */
  Matrix availableHere() {
    List<Strategy> available =
        strategies.stream().filter(each -> each.unavailability().isEmpty()).toList();
    return new Matrix(question, available, threads, connections, resources, keepAlive);
  }

  void applyTo(ChainedOptionsBuilder options) {
    options
        .include(ThroughputBenchmark.class.getName())
        .param("strategy", strings(strategies))
        .param("threads", strings(threads))
        .param("connections", strings(connections))
        .param("resource", strings(resources))
        .param("keepAlive", Boolean.toString(keepAlive));
  }

  private static String[] strings(List<?> values) {
    return values.stream().map(Object::toString).toArray(String[]::new);
  }
}

package dev.pruefstand.cli;

import dev.pruefstand.strategy.Strategy;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the contenders: what is available here, and why not. */
@Command(
    name = "strategies",
    mixinStandardHelpOptions = true,
    description = "Lists the ways of serving: what is available here, and why not.")
final class StrategiesCommand implements Runnable {
  @Spec
  private @SuppressWarnings("NullAway.Init") CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (Strategy strategy : Strategy.values()) {
      out.printf(
          "%-22s %-12s %s%n",
          strategy.label(),
          strategy.unavailability().isEmpty() ? "available" : "unavailable",
          strategy.unavailability().orElse(strategy.description()));
    }
  }
}

package dev.pruefstand.cli;

import dev.pruefstand.analysis.Summary;
import dev.pruefstand.chart.Charts;
import dev.pruefstand.trial.Campaign;
import dev.pruefstand.trial.CampaignFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws a campaign's charts again, without measuring. */
@Command(
    name = "chart",
    mixinStandardHelpOptions = true,
    description = "Draws the charts of a campaign again from its files, without measuring.")
final class ChartCommand implements Callable<Integer> {
  @Spec
  private @SuppressWarnings("NullAway.Init") CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A campaign's folder: results/<campaign>.")
  private @SuppressWarnings("NullAway.Init") Path directory;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where the pictures go; the campaign's charts/ unless given.")
  private @org.jspecify.annotations.Nullable Path to;

  @Override
  public Integer call() throws IOException {
    // AWT without a screen: it only paints into memory.
    System.setProperty("java.awt.headless", "true");
    var folder = new CampaignFolder(directory);
    Campaign campaign;
    List<Summary> summaries;
    try {
      campaign = folder.read();
      summaries = Summary.of(folder, campaign);
    } catch (IOException foreign) {
      throw new WrongInput(spec, String.valueOf(foreign.getMessage()));
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Path> pictures = Charts.draw(campaign, summaries, to == null ? folder.charts() : to);
    pictures.forEach(out::println);
    if (pictures.isEmpty()) {
      out.println("No server was measured in " + directory + ", so there is nothing to draw.");
    }
    return ExitCode.OK;
  }
}

package dev.pruefstand.chart;

import dev.pruefstand.analysis.IdleMemory;
import dev.pruefstand.analysis.Summary;
import dev.pruefstand.trial.Campaign;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Group;
import dev.pruefstand.trial.IdleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every picture a campaign has data for, as PNG for slides and as SVG for everything that scales.
 */
public final class Charts {
  private Charts() {}

  /**
   * Draws the charts of a campaign: {@code fastest}, {@code latency}, {@code threads}, {@code
   * connections}, {@code cpu}, {@code one-connection-per-request}, {@code peers}, {@code
   * peers-connections}, {@code peers-one-connection-per-request}, {@code response-time}, {@code
   * accuracy} and {@code memory}. A chart without data is left out. The same input gives the same
   * bytes.
   *
   * @param summaries of that campaign
   * @param folder where {@code <name>.png} (1920 x 1080 pixels) and {@code <name>.svg} go; created
   *     when missing
   * @return the PNG files that were written
   * @throws IOException if a file cannot be written, or if this machine has no font to write with;
   *     the message then says what to install
   */
  public static List<Path> draw(Campaign campaign, List<Summary> summaries, Path folder)
      throws IOException {
    Text.requireFont();
    Files.createDirectories(folder);
    var footer = Footer.of(campaign);
    var pngs = new ArrayList<Path>();
    for (Slide slide : slides(campaign, new Measured(summaries))) {
      Path png = folder.resolve(slide.name() + ".png");
      SlideFile.writePng(slide, footer, png);
      SlideFile.writeSvg(slide, footer, folder.resolve(slide.name() + ".svg"));
      pngs.add(png);
    }
    return List.copyOf(pngs);
  }

  /** What to install where this machine has no font to write with; empty where it has one. */
  public static Optional<String> missingFont() {
    try {
      Text.requireFont();
      return Optional.empty();
    } catch (IOException missing) {
      return Optional.of(String.valueOf(missing.getMessage()));
    }
  }

  private static List<Slide> slides(Campaign campaign, Measured both) {
    // One scenario beside the other would be two variables: the table has both.
    Measured all = both.accepting();
    // Peers differ in more than one variable: they have a picture of their own.
    Measured measured = all.where(summary -> summary.contender().group() != Group.PEERS);
    return Stream.of(
            Fastest.slide(measured),
            ServiceTime.slide(measured),
            PoolSize.slide(measured),
            MoreClients.slide(measured),
            Cost.slide(measured),
            ConnectionPerRequest.slide(all),
            BesidePeers.slide(all),
            MoreClients.besidePeers(all),
            ConnectionPerRequest.ofPeers(all),
            ResponseTime.slide(campaign.responseRuns()),
            Accuracy.slide(campaign.accuracyRuns()),
            Memory.slide(IdleMemory.of(campaign.idleRuns()), palette(campaign, all)))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The colours that everybody has in the other pictures. */
  private static Palette palette(Campaign campaign, Measured all) {
    return new Palette(
        Stream.concat(
                all.all().stream().map(Summary::contender),
                campaign.idleRuns().stream().map(IdleRun::contender))
            .map(Contender::family)
            .toList());
  }
}

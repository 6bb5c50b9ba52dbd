package dev.pruefstand.chart;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;

import dev.pruefstand.analysis.Interval;
import dev.pruefstand.analysis.Summary;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Scenario;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * A panel of bars per resource, side by side, each with its own axis from zero: resources can
 * differ by orders of magnitude, and a bar that does not begin at zero lies.
 */
record ResourcePanels(List<BarPanel> panels) implements Slide.Content {
  private static final double BAR = 0.56;
  private static final int GAP = 30;

  /** What the bars show, and which end of the ranking is the better one. */
  record Figure(String unit, Function<Summary, Interval> of, boolean highIsGood) {
    Comparator<Summary> bestFirst() {
      Comparator<Summary> ascending = comparingDouble(s -> of.apply(s).estimate());
      return highIsGood ? ascending.reversed() : ascending;
    }

    Bar bar(int row, Summary summary, Palette palette) {
      Interval value = of.apply(summary);
      String text = Numbers.rounded(value.estimate()) + Failures.mark(summary);
      return new Bar(row, palette.colour(summary.contender().family()), value, text, "");
    }
  }

  /** Panels of the resources, which were measured under one scenario each. */
  static ResourcePanels of(Measured measured, Figure figure, Palette palette) {
    List<Measured> resources =
        measured.groups(s -> s.scenario().resource()).stream()
            .sorted(comparingLong(m -> m.all().getFirst().scenario().bodyBytes()))
            .toList();
    List<Contender> order = order(resources, figure);
    var rows = new ArrayList<BarPanel.Row>();
    for (Contender contender : order) {
      rows.add(new BarPanel.Row(rows.size(), contender.label(), palette.ink(contender.family())));
    }
    var panels = new ArrayList<BarPanel>();
    for (Measured resource : resources) {
      var bars = new ArrayList<Bar>();
      for (Contender contender : order) {
        int row = bars.size();
        bars.add(
            resource.all().stream()
                .filter(s -> s.contender().equals(contender))
                .findFirst()
                .map(summary -> figure.bar(row, summary, palette))
                .orElse(Bar.missing(row)));
      }
      Scenario scenario = resource.all().getFirst().scenario();
      panels.add(
          new BarPanel(
              scenario.resource(),
              Numbers.bytes(scenario.bodyBytes()),
              panels.isEmpty() ? rows : List.of(),
              bars,
              BAR,
              figure.unit()));
    }
    return new ResourcePanels(List.copyOf(panels));
  }

  /** The best of the first panel on top; who is not in it follows in the order of the next. */
  private static List<Contender> order(List<Measured> resources, Figure figure) {
    return resources.stream()
        .flatMap(resource -> resource.all().stream().sorted(figure.bestFirst()))
        .map(Summary::contender)
        .distinct()
        .toList();
  }

  /** A warning for the subtitle, where there is something to warn of. */
  String ownAxes() {
    return panels.size() > 1 ? " Each file has its own axis." : "";
  }

  @Override
  public void paint(Graphics2D g, Rectangle2D area) {
    double labels = BarPanel.labelWidth(panels.getFirst().rows());
    double width = (area.getWidth() - labels - GAP * (panels.size() - 1)) / panels.size();
    double x = area.getX();
    for (BarPanel panel : panels) {
      double full = width + BarPanel.labelWidth(panel.rows());
      panel.paint(g, new Rectangle2D.Double(x, area.getY(), full, area.getHeight()));
      x += full + GAP;
    }
  }
}

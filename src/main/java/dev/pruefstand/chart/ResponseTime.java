package dev.pruefstand.chart;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.pruefstand.analysis.KeptRate;
import dev.pruefstand.analysis.Standing;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Latency;
import dev.pruefstand.trial.OpenScenario;
import dev.pruefstand.trial.ResponseRun;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The hockey stick: response time over the offered rate, a panel for each percentile. */
final class ResponseTime {
  private static final String SMALL = "hello.html";
  private static final int TICKS = 4;
  private static final double THOUSAND = 1_000;

  /** With fewer slower requests than this a percentile is an anecdote. */
  private static final int BEYOND = 10;

  /** A percentile and what to read it from. */
  private record Percentile(
      String label, String meaning, double quantile, double limit, ToLongFunction<Latency> of) {
    static final Percentile P50 =
        new Percentile(
            "p50", "half of all requests are faster", 0.5, Double.NaN, Latency::p50Nanos);
    static final Percentile P99 =
        new Percentile("p99", "one of 100 is slower", 0.99, KeptRate.P99_NANOS, Latency::p99Nanos);
    static final Percentile P999 =
        new Percentile("p99.9", "one of 1,000 is slower", 0.999, Double.NaN, Latency::p999Nanos);
    static final List<Percentile> ALL = List.of(P50, P99, P999);

    boolean knownFrom(ResponseRun run) {
      return run.clocks().response().count() * (1 - quantile) >= BEYOND;
    }

    double nanos(ResponseRun run) {
      return Math.max(1, of.applyAsLong(run.clocks().response()));
    }
  }

  /** A contender's runs. */
  private record Stick(Contender contender, List<ResponseRun> runs) {

    /**
     * Every run as a mark. Where there are several at a rate, the line takes the middle one of
     * those that may be believed.
     */
    Trace trace(Percentile percentile, Palette palette) {
      List<ResponseRun> known = runs.stream().filter(percentile::knownFrom).toList();
      var line = new ArrayList<Trace.Spot>();
      rates(known.stream().filter(ResponseTime::counts).toList())
          .forEach(
              (rate, met) -> {
                double[] nanos = met.stream().mapToDouble(percentile::nanos).sorted().toArray();
                line.add(new Trace.Spot(rate, nanos[(nanos.length - 1) / 2]));
              });
      return new Trace(
          palette.colour(contender.family()),
          line,
          known.stream()
              .map(
                  run ->
                      new Trace.Mark(
                          run.scenario().requestsPerSecond(),
                          percentile.nanos(run),
                          shape(run),
                          ""))
              .toList());
    }

    /** Where its line ends, or would. */
    ResponseRun end() {
      List<ResponseRun> counted = runs.stream().filter(ResponseTime::counts).toList();
      return Collections.max(
          counted.isEmpty() ? runs : counted,
          comparingDouble(run -> run.scenario().requestsPerSecond()));
    }
  }

  private ResponseTime() {}

  private static Map<Double, List<ResponseRun>> rates(List<ResponseRun> runs) {
    return runs.stream()
        .collect(groupingBy(run -> run.scenario().requestsPerSecond(), TreeMap::new, toList()));
  }

  static Optional<Slide> slide(List<ResponseRun> all) {
    List<ResponseRun> runs = ofOneResource(all);
    Optional<String> finding = KeptRate.finding(runs);
    if (finding.isEmpty()) {
      return Optional.empty();
    }
    OpenScenario scenario = runs.getFirst().scenario();
    return Optional.of(
        new Slide(
            "response-time",
            finding.get(),
            "How long does %s take at a given rate? Open loop, %s arrivals, %s to %s connections."
                .formatted(
                    scenario.resource(),
                    scenario.arrivals().equals("poisson") ? "random" : "even",
                    Numbers.plain(scenario.connections()),
                    Numbers.plain(scenario.mostConnections())),
            note(runs),
            content(runs)));
  }

  private static String note(List<ResponseRun> runs) {
    var words = new ArrayList<String>();
    if (!runs.stream().allMatch(Percentile.P999::knownFrom)) {
      words.add("p99.9 takes 10,000 requests");
    }
    if (runs.stream().anyMatch(run -> Standing.of(run) == Standing.SATURATED)) {
      words.add(
          "Hollow: saturated, times grow with the run (%d s)"
              .formatted(runs.getFirst().scenario().seconds()));
    }
    if (!runs.stream().allMatch(ResponseTime::counts)) {
      words.add("Cross: not valid");
    }
    return String.join(". ", words);
  }

  private static Trace.Shape shape(ResponseRun run) {
    return switch (Standing.of(run)) {
      case VALID -> Trace.Shape.DOT;
      case SATURATED -> Trace.Shape.HOLLOW;
      case INVALID -> Trace.Shape.CROSS;
    };
  }

  private static boolean counts(ResponseRun run) {
    return Standing.of(run) != Standing.INVALID;
  }

  /** {@code hello.html}, or the resource of the first run. */
  private static List<ResponseRun> ofOneResource(List<ResponseRun> all) {
    String resource =
        all.stream()
            .map(run -> run.scenario().resource())
            .min(comparing(name -> !name.equals(SMALL)))
            .orElse(SMALL);
    return all.stream().filter(run -> run.scenario().resource().equals(resource)).toList();
  }

  private static Panels content(List<ResponseRun> runs) {
    var palette = new Palette(runs.stream().map(run -> run.contender().family()).toList());
    List<Stick> sticks =
        runs.stream().collect(groupingBy(ResponseRun::contender)).entrySet().stream()
            .map(each -> new Stick(each.getKey(), each.getValue()))
            .sorted(
                Comparator.<Stick, String>comparing(stick -> stick.contender().family())
                    .thenComparingInt(stick -> stick.contender().threads()))
            .toList();
    double last =
        runs.stream().mapToDouble(run -> run.scenario().requestsPerSecond()).max().orElse(1);
    var names = new ArrayList<EndLabels.Label>();
    for (Stick stick : sticks) {
      ResponseRun end = stick.end();
      names.add(
          new EndLabels.Label(
              stick.contender().label(),
              palette.ink(stick.contender().family()),
              end.scenario().requestsPerSecond() / last,
              Percentile.P999.nanos(end)));
    }
    return new Panels(panels(sticks, last, axis(runs), palette), xTitle(last), names);
  }

  private static List<Panel> panels(
      List<Stick> sticks, double last, ValueAxis axis, Palette palette) {
    var panels = new ArrayList<Panel>();
    for (Percentile percentile : Percentile.ALL) {
      panels.add(
          new Panel(
              percentile.label,
              percentile.meaning,
              ticks(last),
              0,
              last,
              axis,
              percentile.limit(),
              sticks.stream().map(stick -> stick.trace(percentile, palette)).toList()));
    }
    return panels;
  }

  private static ValueAxis axis(List<ResponseRun> runs) {
    double lowest = runs.stream().mapToDouble(Percentile.P50::nanos).min().orElse(1);
    double highest = runs.stream().mapToDouble(Percentile.P999::nanos).max().orElse(1);
    return ValueAxis.logarithmic(
        "response time",
        Math.min(lowest, KeptRate.P99_NANOS),
        Math.max(highest, KeptRate.P99_NANOS),
        Numbers::time);
  }

  private static List<LinePlot.Tick> ticks(double last) {
    double unit = inThousands(last) ? THOUSAND : 1;
    double step = Numbers.stepUp(last / TICKS);
    var ticks = new ArrayList<LinePlot.Tick>();
    for (int i = 0; i * step <= last * (1 + 1e-9); i++) {
      ticks.add(new LinePlot.Tick(i * step, Numbers.plain(i * step / unit)));
    }
    return ticks;
  }

  private static String xTitle(double last) {
    return inThousands(last)
        ? "offered rate, thousand requests per second"
        : "offered rate, requests per second";
  }

  private static boolean inThousands(double last) {
    return last >= 10 * THOUSAND;
  }

  /**
   * Panels beside each other on one value axis; the names stand at the ends of the last one's
   * lines.
   *
   * @param names their x is the share of the panel's width at which the line ends, their y a value
   */
  private record Panels(List<Panel> panels, String xTitle, List<EndLabels.Label> names)
      implements Slide.Content {
    private static final double GAP = 34;
    private static final double X_TITLE = 24;
    private static final double BEFORE_NAMES = 4;

    @Override
    public void paint(Graphics2D g, Rectangle2D area) {
      ValueAxis values = panels.getFirst().values();
      double left = Panel.labelWidth(values);
      double right =
          EndLabels.width(names.stream().map(EndLabels.Label::text).toList()) + BEFORE_NAMES;
      double width = (area.getWidth() - left - right - GAP * (panels.size() - 1)) / panels.size();
      double height = area.getHeight() - Panel.HEADER - Panel.FOOTER - X_TITLE;
      var plot =
          new Rectangle2D.Double(area.getX() + left, area.getY() + Panel.HEADER, width, height);
      double middle = plot.x + (panels.size() * (width + GAP) - GAP) / 2;
      for (Panel panel : panels) {
        panel.paint(g, plot, panel.equals(panels.getFirst()));
        plot.x += width + GAP;
      }
      Text.centre(g, xTitle, Typeface.AXIS, Palette.MUTED, middle, area.getMaxY() - 4);
      plot.x -= width + GAP;
      List<EndLabels.Label> ends =
          names.stream()
              .map(
                  name ->
                      new EndLabels.Label(
                          name.text(),
                          name.ink(),
                          plot.x + name.x() * width + BEFORE_NAMES,
                          panels.getLast().y(plot, name.y())))
              .toList();
      EndLabels.paint(g, ends, plot.getMaxX() + BEFORE_NAMES, plot.y + 8, plot.getMaxY() - 8);
    }
  }
}

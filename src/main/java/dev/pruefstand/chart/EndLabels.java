package dev.pruefstand.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Names at the ends of lines instead of a legend, moved apart where they would overlap. */
final class EndLabels {
  private static final double PITCH = 20;
  private static final double LEADER = 14;
  private static final double GAP = 5;

  /** A name, and where the line ends that it belongs to. */
  record Label(String text, Color ink, double x, double y) {}

  private EndLabels() {}

  /** The room that labels need right of the lines' ends. */
  static double width(List<String> texts) {
    return texts.stream().mapToDouble(t -> Text.width(t, Typeface.LABEL)).max().orElse(0)
        + LEADER
        + 2 * GAP;
  }

  /** Paints labels right of {@code x}, between {@code top} and {@code bottom}. */
  static void paint(Graphics2D g, List<Label> labels, double x, double top, double bottom) {
    List<Label> sorted = labels.stream().sorted(Comparator.comparingDouble(Label::y)).toList();
    double[] places = spread(sorted.stream().mapToDouble(Label::y).toArray(), top, bottom);
    for (int i = 0; i < places.length; i++) {
      Label label = sorted.get(i);
      g.setColor(label.ink());
      g.setStroke(new BasicStroke(1));
      g.draw(new Line2D.Double(label.x() + GAP, label.y(), x + GAP + LEADER, places[i]));
      double base = places[i] + Text.centreToBase(Typeface.LABEL);
      Text.left(g, label.text(), Typeface.LABEL, label.ink(), x + 2 * GAP + LEADER, base);
    }
  }

  /**
   * Moves sorted places apart to at least one pitch, each as little as possible: neighbours that
   * touch become a cluster around their common middle, until no two clusters touch.
   */
  static double[] spread(double[] wanted, double top, double bottom) {
    record Cluster(double middle, int size) {
      double first() {
        return middle - (size - 1) * PITCH / 2;
      }

      Cluster with(Cluster below) {
        double sum = middle * size + below.middle * below.size;
        return new Cluster(sum / (size + below.size), size + below.size);
      }

      Cluster within(double top, double bottom) {
        double half = (size - 1) * PITCH / 2;
        return new Cluster(Math.max(top + half, Math.min(bottom - half, middle)), size);
      }
    }
    var clusters = new ArrayList<Cluster>();
    for (double place : wanted) {
      var next = new Cluster(place, 1).within(top, bottom);
      while (!clusters.isEmpty()
          && clusters.getLast().first() + clusters.getLast().size() * PITCH > next.first()) {
        next = clusters.removeLast().with(next).within(top, bottom);
      }
      clusters.add(next);
    }
    return clusters.stream()
        .flatMapToDouble(c -> IntStream.range(0, c.size()).mapToDouble(i -> c.first() + i * PITCH))
        .toArray();
  }
}

package dev.pruefstand.chart;

import java.awt.Color;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One colour per strategy, the same in every chart: Paul Tol's "bright" scheme, and for the rest of
 * the catalogue his "muted" one, whose colours people with any common colour blindness can tell
 * apart. Names stand at every bar and line, so that none depends on its colour alone.
 *
 * <p>Source: Paul Tol, <i>Colour Schemes</i>, technical note SRON/EPS/TN/09-002, 2021.
 */
final class Palette {
  static final Color TEXT = new Color(0x222222);
  static final Color MUTED = new Color(0x5A5A5A);
  static final Color BASELINE = new Color(0x8A8A8A);
  static final Color GRID = new Color(0xE3E3E3);

  private static final Map<String, Color> KNOWN =
      Map.of(
          "event-loop", new Color(0x4477AA),
          "pool", new Color(0xEE6677),
          "thread-per-request", new Color(0x228833),
          "thread-per-connection", new Color(0xCCBB44),
          "virtual-threads", new Color(0xAA3377),
          "selector", new Color(0x66CCEE),
          "io-uring", new Color(0x332288),
          "single", new Color(0x999933));

  /** For whoever else comes: what "muted" has left, then "dark". */
  private static final List<Color> OTHERS =
      List.of(
          new Color(0xCC6677),
          new Color(0x44AA99),
          new Color(0x882255),
          new Color(0xDDCC77),
          new Color(0x222255),
          new Color(0x666633),
          new Color(0x225555),
          new Color(0x663333),
          new Color(0x555555));

  /** What WCAG asks of text on its ground. */
  private static final double READABLE = 4.5;

  private final Map<String, Color> colours = new HashMap<>(KNOWN);

  /** Known strategies keep their colour; the others take the rest by name, in alphabetic order. */
  Palette(Collection<String> strategies) {
    for (String strategy : new TreeSet<>(strategies)) {
      int next = colours.size() - KNOWN.size();
      colours.putIfAbsent(strategy, OTHERS.get(next % OTHERS.size()));
    }
  }

  /** For bars and lines. */
  Color colour(String strategy) {
    return colours.getOrDefault(strategy, BASELINE);
  }

  /** The same colour for text: darkened until it can be read on white. */
  Color ink(String strategy) {
    return ink(colour(strategy));
  }

  static Color ink(Color colour) {
    Color ink = colour;
    while (1.05 / (luminance(ink) + 0.05) < READABLE) {
      ink = mixed(ink, Color.BLACK, 0.95);
    }
    return ink;
  }

  /** The same colour, paler, for the lesser one of two bars. */
  static Color tint(Color colour) {
    return mixed(colour, Color.WHITE, 0.45);
  }

  /** The same colour so pale that a grid shines through. */
  static Color veil(Color colour) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 48);
  }

  private static Color mixed(Color colour, Color other, double share) {
    return new Color(
        (int) Math.round(share * colour.getRed() + (1 - share) * other.getRed()),
        (int) Math.round(share * colour.getGreen() + (1 - share) * other.getGreen()),
        (int) Math.round(share * colour.getBlue() + (1 - share) * other.getBlue()));
  }

  /** Relative luminance as WCAG 2 defines it, 0 for black to 1 for white. */
  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}

package dev.pruefstand.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.io.IOException;

/**
 * Writing. Texts are painted as outlines, as XChart does, so that a picture looks the same where
 * its typeface is not installed, and measured without a screen, so that it breaks nowhere.
 */
final class Text {
  private static final FontRenderContext UNHINTED = new FontRenderContext(null, true, true);

  private static final String NO_FONT =
      "Java found no font to label charts with; on Debian: apt install fontconfig"
          + " fonts-dejavu-core";

  private Text() {}

  /**
   * Fails early, and in words, where Java finds no font: otherwise the first text throws an error
   * about a "Fontconfig head" that helps nobody.
   */
  static void requireFont() throws IOException {
    try {
      if (width("0", new Font(Font.SANS_SERIF, Font.PLAIN, 10)) > 0) {
        return;
      }
    } catch (RuntimeException | InternalError | LinkageError broken) {
      throw new IOException(NO_FONT, broken);
    }
    throw new IOException(NO_FONT);
  }

  /** The advance of a line of text, in logical pixels. */
  static double width(String text, Font font) {
    return text.isEmpty() ? 0 : new TextLayout(text, font, UNHINTED).getAdvance();
  }

  /** How far below its centre line a text's base line lies: half the height of its digits. */
  static double centreToBase(Font font) {
    return 0.365 * font.getSize2D();
  }

  static void left(Graphics2D g, String text, Font font, Color ink, double x, double base) {
    if (!text.isEmpty()) {
      var place = AffineTransform.getTranslateInstance(x, base);
      g.setColor(ink);
      g.fill(new TextLayout(text, font, UNHINTED).getOutline(place));
    }
  }

  static void right(Graphics2D g, String text, Font font, Color ink, double x, double base) {
    left(g, text, font, ink, x - width(text, font), base);
  }

  static void centre(Graphics2D g, String text, Font font, Color ink, double x, double base) {
    left(g, text, font, ink, x - width(text, font) / 2, base);
  }

  /** The font itself where a text fits with it, otherwise as small as the text needs it. */
  static Font shrunk(String text, Font font, double width) {
    double needed = width(text, font);
    return needed <= width ? font : font.deriveFont((float) (font.getSize2D() * width / needed));
  }

  /** The text itself where it fits, otherwise as much of its beginning as fits, and "…". */
  static String fitted(String text, Font font, double width) {
    String fitted = text;
    for (int end = text.length(); end > 0 && width(fitted, font) > width; end--) {
      fitted = text.substring(0, end).strip() + "…";
    }
    return fitted;
  }
}

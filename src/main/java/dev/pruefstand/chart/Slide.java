package dev.pruefstand.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;

/**
 * One picture: a question, the conditions it was asked under, the content that answers it, and the
 * footer. Painted on 960 x 540 logical pixels, whatever the file format.
 *
 * @param name of its files, without the ending
 * @param title the question, or what was found
 * @param subtitle what was measured, and how
 * @param note how to read the marks
 */
record Slide(String name, String title, String subtitle, String note, Content content) {
  static final int WIDTH = 960;
  static final int HEIGHT = 540;

  private static final int MARGIN = 36;
  private static final int TITLE_BASE = 50;
  private static final int SUBTITLE_BASE = 76;
  private static final int CONTENT_TOP = 98;
  private static final int CONTENT_BOTTOM = 488;

  /** What fills the middle. */
  interface Content {
    void paint(Graphics2D g, Rectangle2D area);
  }

  void paint(Graphics2D g, Footer footer) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
    g.setColor(Color.WHITE);
    g.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    int width = WIDTH - 2 * MARGIN;
    content.paint(
        g, new Rectangle2D.Double(MARGIN, CONTENT_TOP, width, CONTENT_BOTTOM - CONTENT_TOP));
    Text.left(
        g, title, Text.shrunk(title, Typeface.TITLE, width), Palette.TEXT, MARGIN, TITLE_BASE);
    String conditions = Text.fitted(subtitle, Typeface.SUBTITLE, width);
    Text.left(g, conditions, Typeface.SUBTITLE, Palette.MUTED, MARGIN, SUBTITLE_BASE);
    footer.paint(g, note, MARGIN, width);
  }
}

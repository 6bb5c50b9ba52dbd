package dev.pruefstand.chart;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.Locale;

/** The one typeface of all charts, in the sizes a lecture hall can read. */
final class Typeface {
  private static final String PREFERRED = "DejaVu Sans";
  private static final String FAMILY =
      Arrays.asList(
                  GraphicsEnvironment.getLocalGraphicsEnvironment()
                      .getAvailableFontFamilyNames(Locale.ROOT))
              .contains(PREFERRED)
          ? PREFERRED
          : Font.SANS_SERIF;

  /** Sizes in logical pixels; the PNG has two pixels for each. */
  static final Font TITLE = bold(24);

  static final Font SUBTITLE = plain(14.5f);
  static final Font HEADING = bold(15);
  static final Font LABEL = bold(14.5f);
  static final Font AXIS = plain(13.5f);
  static final Font NOTE = plain(12);
  static final Font NOTE_BOLD = bold(12);
  static final Font FOOTER = plain(10.5f);

  private Typeface() {}

  private static Font plain(float size) {
    return new Font(FAMILY, Font.PLAIN, 1).deriveFont(size);
  }

  private static Font bold(float size) {
    return new Font(FAMILY, Font.BOLD, 1).deriveFont(size);
  }
}

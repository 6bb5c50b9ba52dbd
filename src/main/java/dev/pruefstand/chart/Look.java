package dev.pruefstand.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.XYStyler;

/** XChart without what dates it: white ground, no frame, no ticks, and of the grid only values. */
final class Look {
  /** The part of the plot that data may use; the rest keeps marks at the edges whole. */
  static final double CONTENT = 0.97;

  /** What lies below a chart stays visible. */
  private static final Color CLEAR = new Color(255, 255, 255, 0);

  private Look() {}

  static XYChart chart(int width, int height) {
    var chart = new XYChart(width, height);
    XYStyler styler = chart.getStyler();
    styler.setLocale(Locale.ENGLISH);
    styler.setChartTitleVisible(false);
    styler.setLegendVisible(false);
    styler.setChartPadding(0);
    styler.setPlotMargin(0);
    styler.setPlotContentSize(CONTENT);
    styler.setPlotBorderVisible(false);
    styler.setChartBackgroundColor(CLEAR);
    styler.setPlotBackgroundColor(CLEAR);
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotTicksMarksVisible(false);
    styler.setAxisTicksLineVisible(false);
    styler.setAxisTicksMarksVisible(false);
    styler.setAxisTickMarkLength(0);
    styler.setAxisTickPadding(8);
    styler.setAxisTitlesVisible(false);
    styler.setAxisTickLabelsFont(Typeface.AXIS);
    styler.setXAxisTickLabelsColor(Palette.MUTED);
    styler.setYAxisTickLabelsColor(Palette.MUTED);
    styler.setYAxisLabelAlignment(TextAlignment.Right);
    return chart;
  }
}

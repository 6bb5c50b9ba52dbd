package dev.pruefstand.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.knowm.xchart.style.XYStyler;

/**
 * The y axis of a {@link LinePlot}: from zero, or logarithmic where the values differ by more than
 * a linear axis can show.
 *
 * @param title what is measured, with its unit
 */
record ValueAxis(
    String title, double min, double max, boolean logarithmic, DoubleFunction<String> label) {

  static ValueAxis fromZero(String title, double highest, DoubleFunction<String> label) {
    double step = Numbers.stepUp(highest / 6);
    return new ValueAxis(title, 0, step * Math.ceil(highest / step), false, label);
  }

  static ValueAxis logarithmic(
      String title, double lowest, double highest, DoubleFunction<String> label) {
    return new ValueAxis(title, Numbers.stepDown(lowest), Numbers.stepUp(highest), true, label);
  }

  /** Where XChart is kept from drawing a grid: at the labels of a logarithmic axis. */
  List<Double> rules() {
    var rules = new ArrayList<Double>();
    for (double value = min;
        logarithmic && value <= max * 1.001;
        value = Numbers.stepUp(1.5 * value)) {
      rules.add(value);
    }
    return rules;
  }

  void style(XYStyler styler) {
    styler.setYAxisMin(min);
    styler.setYAxisMax(max);
    styler.setYAxisTickMarkSpacingHint(52);
    styler.setYAxisLogarithmic(logarithmic);
    // XChart labels and rules decades only, or every multiple: of those, keep 1, 2 and 5.
    styler.setYAxisLogarithmicDecadeOnly(false);
    styler.setPlotGridHorizontalLinesVisible(!logarithmic);
    styler.setYAxisTickLabelsFormattingFunction(
        value -> logarithmic && !Numbers.isStep(value) ? "" : label.apply(value));
  }
}

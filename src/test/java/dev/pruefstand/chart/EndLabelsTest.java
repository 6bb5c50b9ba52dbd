package dev.pruefstand.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndLabelsTest {

  @Test
  void labelsThatDoNotTouchStayWhereTheyAre() {
    assertArrayEquals(
        new double[] {10, 60, 200}, EndLabels.spread(new double[] {10, 60, 200}, 0, 300));
  }

  @Test
  void labelsThatTouchMoveApartAroundTheirMiddle() {
    assertArrayEquals(
        new double[] {90, 110, 200}, EndLabels.spread(new double[] {99, 101, 200}, 0, 300), 1e-9);
  }

  @Test
  void labelsStayInsideTheirPicture() {
    double[] places = EndLabels.spread(new double[] {1, 2, 3, 299, 300}, 0, 300);
    assertTrue(places[0] >= 0 && places[4] <= 300);
    for (int i = 1; i < places.length; i++) {
      assertTrue(places[i] - places[i - 1] >= 20 - 1e-9);
    }
  }
}

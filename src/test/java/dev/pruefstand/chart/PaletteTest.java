package dev.pruefstand.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PaletteTest {

  @Test
  void aKnownStrategyHasTheSameColourInEveryCampaign() {
    for (var present : List.of(List.of("pool"), List.of("pool", "ring"), List.of("a", "b"))) {
      var palette = new Palette(present);
      assertEquals(new Color(0x4477AA), palette.colour("event-loop"));
      assertEquals(new Color(0xEE6677), palette.colour("pool"));
      assertEquals(new Color(0x228833), palette.colour("thread-per-request"));
    }
  }

  @Test
  void unknownStrategiesTakeTheRestInAnOrderThatDoesNotDependOnTheInput() {
    var one = new Palette(List.of("ring", "pool", "virtual"));
    var other = new Palette(List.of("virtual", "ring", "ring"));
    assertEquals(new Color(0xCC6677), one.colour("ring"));
    assertEquals(new Color(0x44AA99), one.colour("virtual"));
    assertEquals(one.colour("ring"), other.colour("ring"));
    assertEquals(one.colour("virtual"), other.colour("virtual"));
  }

  @Test
  void eightUnknownStrategiesHaveEightColours() {
    List<String> unknown = IntStream.range(0, 8).mapToObj(i -> "strategy-" + i).toList();
    var palette = new Palette(unknown);
    var known = List.of("pool", "event-loop", "thread-per-request");
    assertEquals(8, unknown.stream().map(palette::colour).distinct().count());
    assertTrue(
        known.stream().map(palette::colour).noneMatch(c -> colours(palette, unknown).contains(c)));
  }

  private static List<Color> colours(Palette palette, List<String> strategies) {
    return strategies.stream().map(palette::colour).toList();
  }

  @Test
  void inkIsDarkEnoughToReadAndAColourThatIsStaysItself() {
    assertEquals(Color.BLACK, Palette.ink(Color.BLACK));
    Color yellow = new Color(0xCCBB44);
    assertTrue(Palette.ink(yellow).getGreen() < yellow.getGreen());
  }
}

package dev.pruefstand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.penetrator.Ask;
import dev.pruefstand.penetrator.ClosedLoop;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.Second;
import dev.pruefstand.penetrator.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The block on a terminal, without one. */
@Timeout(30)
class LiveViewTest {
  private static final int WIDTH = 80;

  private final StringBuilder screen = new StringBuilder();

  private static LoadPlan plan(long requests) {
    return new LoadPlan(
        List.of(Ask.get(Target.of("http://127.0.0.1:1/"), null)),
        new ClosedLoop(1, 1),
        true,
        Duration.ofSeconds(1),
        false,
        1,
        Duration.ofSeconds(2),
        Duration.ofSeconds(8),
        requests);
  }

  private static Second second(int number, long p99Nanos) {
    return new Second(
        number, number < 2, 500, 500, 500, 0, 1, 3, 90_000, p99Nanos, 2_000_000, 30_000_000);
  }

  private LiveView view(int width, boolean colours) {
    return new LiveView(plan(LoadPlan.UNLIMITED), screen, width, colours);
  }

  @Test
  void theWarmUpShowsAnswersAndNoTimes() {
    view(WIDTH, false).show(second(1, 1_000_000));
    assertTrue(screen.toString().contains("500 requests/s"), screen::toString);
    assertTrue(screen.toString().contains("no times are kept yet"), screen::toString);
    assertFalse(screen.toString().contains("p50"), screen::toString);
  }

  @Test
  void aBlockTellsAllOfASecond() {
    view(WIDTH, false).show(second(4, 1_000_000));
    List<String> lines =
        screen.toString().replaceAll("\u001b\\[[?0-9]*[A-Za-z]", "").lines().toList();
    assertEquals(
        List.of(
            "  " + "━".repeat(20) + "─".repeat(20) + "  5 of 10 s",
            "  500 requests/s   3 in flight   0 failed",
            "  p50 90.0 µs   p99 1,000 µs   p99.9 2,000 µs   max 30.0 ms",
            "  p99 ▁  1,000 µs to 1,000 µs"),
        lines);
  }

  @Test
  void theNextBlockIsDrawnOverTheLast() {
    LiveView view = view(WIDTH, false);
    view.show(second(2, 1));
    assertTrue(screen.toString().startsWith("\u001b[?25l"));
    int first = screen.length();
    view.show(second(3, 1));
    assertTrue(screen.substring(first).startsWith("\u001b[4F"), screen.substring(first));
    view.end();
    assertTrue(screen.toString().endsWith("\u001b[?25h"));
  }

  @Test
  void theSparklineIsLogarithmic() {
    LiveView view = view(WIDTH, false);
    for (int i = 0; i < 8; i++) {
      view.show(second(2 + i, 1_000L << i));
    }
    assertTrue(screen.toString().contains("p99 ▁▂▃▄▅▆▇█  1.0 µs to 128 µs"), screen.toString());
  }

  @Test
  void theSparklineShowsFortySecondsAndNoWarmUp() {
    LiveView view = view(200, false);
    for (int i = 0; i < 60; i++) {
      screen.setLength(0);
      view.show(second(i, 1_000));
      long bars = screen.chars().filter(c -> c == '▁').count();
      assertEquals(Math.clamp(i - 1L, 0, 40), bars);
    }
  }

  @Test
  void nothingIsWiderThanTheTerminal() {
    view(20, true).show(second(2, 1_000));
    screen
        .toString()
        .replaceAll("\u001b\\[[?0-9]*[A-Za-z]", "")
        .lines()
        .forEach(line -> assertTrue(line.length() <= 20, line));
  }

  @Test
  void withoutColoursThereAreNone() {
    view(WIDTH, false).show(second(2, 1_000));
    assertFalse(screen.toString().matches("(?s).*\u001b\\[\\d*m.*"));
    view(WIDTH, true).show(second(2, 1_000));
    assertTrue(screen.toString().matches("(?s).*\u001b\\[36m.*"));
  }

  @Test
  void aRunByNumberProgressesByNumber() {
    new LiveView(plan(2_000), screen, WIDTH, false).show(second(2, 1_000));
    assertTrue(
        screen.toString().contains("━".repeat(10) + "─".repeat(30) + "  500 of 2,000"),
        screen.toString());
  }

  @Test
  void afterTheEndTheLastAnswersAreAwaited() {
    view(WIDTH, false).show(second(10, 1_000));
    assertTrue(screen.toString().contains("awaiting the last answers"), screen.toString());
  }
}

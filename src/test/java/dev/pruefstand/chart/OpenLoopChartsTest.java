package dev.pruefstand.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.trial.AccuracyRun;
import dev.pruefstand.trial.Campaign;
import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Check;
import dev.pruefstand.trial.ResponseRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OpenLoopChartsTest {
  @TempDir Path folder;

  private List<String> draw(List<ResponseRun> runs, List<AccuracyRun> accuracy) throws IOException {
    Campaign sample = SampleCampaign.campaign();
    var campaign =
        new Campaign(sample.name(), sample.environment(), List.of(), runs, accuracy, List.of());
    return Charts.draw(campaign, List.of(), folder).stream()
        .map(png -> png.getFileName().toString())
        .toList();
  }

  @Test
  void bothAreDrawnAsSlidesAndTwiceAlike() throws IOException {
    assertEquals(
        List.of("response-time.png", "accuracy.png"),
        draw(SampleRuns.sticks(), SampleRuns.accuracy()));
    Path again = folder.resolve("again");
    Charts.draw(SampleRuns.campaign(), List.of(), again);
    for (String name : List.of("response-time", "accuracy")) {
      BufferedImage image = ImageIO.read(folder.resolve(name + ".png").toFile());
      assertEquals(1920, image.getWidth());
      assertEquals(1080, image.getHeight());
      for (String ending : List.of(".png", ".svg")) {
        assertArrayEquals(
            Files.readAllBytes(folder.resolve(name + ending)),
            Files.readAllBytes(again.resolve(name + ending)));
      }
    }
  }

  @Test
  void theTitlesSayWhatWasFound() throws IOException {
    draw(SampleRuns.sticks(), SampleRuns.accuracy());
    String sticks = Files.readString(folder.resolve("response-time.svg"));
    assertTrue(
        sticks.contains("event-loop keeps p99 below 10 ms up to 60,000 requests/s How long"));
    String accuracy = Files.readString(folder.resolve("accuracy.svg"));
    assertTrue(accuracy.contains("Every percentile lies within 1.3 ms of the truth"));
  }

  /** One rate is a mark without a line; a short run has no p99.9, and a strategy without a name. */
  @Test
  void aSingleRunIsEnough() throws IOException {
    ResponseRun only = SampleRuns.run(SampleCampaign.POOL, 100, 50_000, 90_000, false);
    assertEquals(List.of("response-time.png"), draw(List.of(only), List.of()));
  }

  @Test
  void aRunThatIsNotValidIsCrossedOutAndNotCompared() throws IOException {
    var loud = new Certificate(List.of(Check.of("quiet", false, "9 %", "5 %")));
    List<ResponseRun> runs =
        List.of(
            SampleRuns.run(SampleCampaign.POOL, 10_000, 50_000, 90_000, false),
            SampleRuns.run(SampleCampaign.POOL, 20_000, 50_000, 90_000, false, loud));
    assertEquals(List.of("response-time.png"), draw(runs, List.of()));
    Slide slide = ResponseTime.slide(runs).orElseThrow();
    assertEquals("pool (8) keeps p99 below 10 ms up to 10,000 requests/s", slide.title());
    assertEquals("Cross: not valid", slide.note());
  }

  @Test
  void theFooterExplainsTheMarksThatThereAre() {
    ResponseRun sound = SampleRuns.run(SampleCampaign.POOL, 10_000, 50_000, 90_000, false);
    ResponseRun full = SampleRuns.run(SampleCampaign.POOL, 10_000, 50_000, 90_000, true);
    assertEquals("", ResponseTime.slide(List.of(sound)).orElseThrow().note());
    assertEquals(
        "Hollow: saturated, times grow with the run (5 s)",
        ResponseTime.slide(List.of(sound, full)).orElseThrow().note());
  }

  @Test
  void percentilesWithoutAnErrorAreDrawn() throws IOException {
    var exact = new AccuracyRun.Percentile(0.5, 0, 0);
    var run = new AccuracyRun("still", "no time at all", 1, true, List.of(exact));
    assertEquals(List.of("accuracy.png"), draw(List.of(), List.of(run)));
  }

  @Test
  void withoutRunsThereIsNoChart() throws IOException {
    assertEquals(List.of(), draw(List.of(), List.of()));
  }
}

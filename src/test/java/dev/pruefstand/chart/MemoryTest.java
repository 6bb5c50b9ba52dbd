package dev.pruefstand.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.analysis.IdleMemory;
import dev.pruefstand.trial.Campaign;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Group;
import dev.pruefstand.trial.IdleRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MemoryTest {
  private static final Contender NETTY = new Contender("netty", 0, Group.PEERS);
  private static final Palette PALETTE = new Palette(List.of("netty"));

  @TempDir Path folder;

  private static IdleRun run(Contender contender, int connections, long heap, long rest) {
    return new IdleRun(
        contender,
        1,
        connections,
        new IdleRun.Memory(0, 0),
        new IdleRun.Memory(heap * connections, rest * connections),
        Map.of());
  }

  private List<Path> draw(List<IdleRun> runs) throws IOException {
    Campaign sample = SampleCampaign.campaign();
    var campaign =
        new Campaign(sample.name(), sample.environment(), List.of(), List.of(), List.of(), runs);
    return Charts.draw(campaign, List.of(), folder);
  }

  @Test
  void aSlideIsDrawnTwiceAlikeWithEverybodyInTheirColour() throws IOException {
    List<IdleRun> runs =
        List.of(
            run(SampleCampaign.EVENT_LOOP, 2_000, 688, 16),
            run(NETTY, 2_000, 1_896, 200),
            run(SampleCampaign.POOL, 2_000, 1_380, 40));
    Path png = draw(runs).getFirst();
    BufferedImage image = ImageIO.read(png.toFile());
    assertEquals(1920, image.getWidth());
    assertEquals(1080, image.getHeight());
    for (String strategy : List.of("event-loop", "netty", "pool")) {
      int colour = PALETTE.colour(strategy).getRGB();
      assertTrue(
          IntStream.range(0, 1920 * 1080).anyMatch(i -> image.getRGB(i % 1920, i / 1920) == colour),
          strategy);
    }
    byte[] first = Files.readAllBytes(png);
    assertArrayEquals(first, Files.readAllBytes(draw(runs).getFirst()));
  }

  @Test
  void figuresStandAtTheDotsAndNoIntervalIsClaimedOfOneFork() {
    Slide slide =
        Memory.slide(
                IdleMemory.of(List.of(run(SampleCampaign.EVENT_LOOP, 2_000, 688, 16))), PALETTE)
            .orElseThrow();
    assertEquals("One process each, so no interval", slide.note());
    DotPanel panel = (DotPanel) slide.content();
    assertEquals("event-loop", panel.rows().getFirst().label());
    assertEquals("704 bytes", panel.dots().getFirst().figure());
    assertEquals("heap 688 bytes, native 16 bytes", panel.dots().getFirst().remark());
  }

  @Test
  void ofSeveralForksTheIntervalIsShown() {
    Slide slide =
        Memory.slide(
                IdleMemory.of(
                    List.of(
                        run(SampleCampaign.POOL, 10, 1_000, 0),
                        run(SampleCampaign.POOL, 10, 1_100, 0))),
                PALETTE)
            .orElseThrow();
    assertEquals("Whiskers: 95 % interval of the mean over forks (Student)", slide.note());
    assertTrue(((DotPanel) slide.content()).dots().getFirst().value().margin() > 100);
  }

  @Test
  void ofSeveralNumbersOfConnectionsTheOneThatMostWereAskedWithIsDrawn() {
    Slide slide =
        Memory.slide(
                IdleMemory.of(
                    List.of(
                        run(SampleCampaign.POOL, 100, 1_000, 0),
                        run(NETTY, 100, 1_000, 0),
                        run(SampleCampaign.POOL, 5_000, 1_000, 0))),
                PALETTE)
            .orElseThrow();
    assertTrue(slide.subtitle().startsWith("100 connections"), slide.subtitle());
  }

  @Test
  void whatTakesNothingAndWhatTakesMuchShareAnAxis() throws IOException {
    assertEquals(
        1, draw(List.of(run(NETTY, 100, 0, 0), run(SampleCampaign.POOL, 100, 0, 1 << 30))).size());
  }

  @Test
  void connectionsThatDidNotStayAreMarked() {
    var failed =
        new IdleRun(
            NETTY,
            1,
            10,
            new IdleRun.Memory(0, 0),
            new IdleRun.Memory(1_000, 0),
            Map.of("did not stay", 1L));
    Slide slide = Memory.slide(IdleMemory.of(List.of(failed)), PALETTE).orElseThrow();
    assertTrue(slide.note().startsWith("* some connections did not stay"), slide.note());
    assertEquals("100 bytes *", ((DotPanel) slide.content()).dots().getFirst().figure());
  }

  @Test
  void withoutRunsThereIsNoChart() throws IOException {
    assertEquals(List.of(), draw(List.of()));
  }
}

package dev.pruefstand.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.analysis.Summary;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Group;
import dev.pruefstand.trial.Scenario;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChartsTest {
  private static final List<Summary> ALL = SampleCampaign.all();

  @TempDir Path folder;

  @Test
  void aWholeCampaignGivesEveryChartInBothFormats() throws IOException {
    List<Path> pngs = draw(ALL);
    assertEquals(
        List.of(
            "fastest", "latency", "threads", "connections", "cpu", "one-connection-per-request"),
        names(pngs));
    for (String name : names(pngs)) {
      assertTrue(Files.isRegularFile(folder.resolve(name + ".svg")), name);
    }
  }

  @Test
  void everyPngIsAsLargeAsASlide() throws IOException {
    for (Path png : draw(ALL)) {
      BufferedImage image = ImageIO.read(png.toFile());
      assertEquals(1920, image.getWidth(), png.toString());
      assertEquals(1080, image.getHeight(), png.toString());
    }
  }

  @Test
  void everySvgIsWellFormedAndSaysWhatItShows() throws Exception {
    draw(ALL);
    var parsers = DocumentBuilderFactory.newInstance();
    parsers.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    for (Path svg : files(".svg")) {
      var root = parsers.newDocumentBuilder().parse(svg.toFile()).getDocumentElement();
      assertEquals("svg", root.getTagName());
      assertTrue(
          root.getElementsByTagName("title").item(0).getTextContent().contains("?"),
          svg.toString());
    }
  }

  @Test
  void drawingTwiceGivesTheSameBytes() throws IOException {
    draw(ALL);
    Path again = folder.resolve("again");
    Charts.draw(SampleCampaign.campaign(), SampleCampaign.all(), again);
    List<Path> files = Stream.concat(files(".png").stream(), files(".svg").stream()).toList();
    assertEquals(12, files.size());
    for (Path file : files) {
      assertArrayEquals(
          Files.readAllBytes(file),
          Files.readAllBytes(again.resolve(folder.relativize(file))),
          file.toString());
    }
  }

  @Test
  void everyStrategyIsDrawnInItsOwnColour() throws IOException {
    draw(ALL);
    var palette = new Palette(List.of());
    for (String chart : List.of("fastest", "latency", "threads", "connections", "cpu")) {
      BufferedImage image = ImageIO.read(folder.resolve(chart + ".png").toFile());
      for (String strategy : List.of("event-loop", "pool", "thread-per-request")) {
        assertTrue(contains(image, palette.colour(strategy).getRGB()), chart + " " + strategy);
      }
    }
  }

  /** The x axis is logarithmic, and the single loop is a contender without a number. */
  @Test
  void severalLoopsStandBesideTheSizesOfThePool() throws IOException {
    var summaries = new ArrayList<>(SampleCampaign.poolSizes());
    summaries.add(
        SampleCampaign.summary(SampleCampaign.EVENT_LOOP, SampleCampaign.hello(64), 90_000));
    for (int loops : new int[] {2, 4}) {
      summaries.add(
          SampleCampaign.summary(
              new Contender("event-loop", loops), SampleCampaign.hello(64), 60_000.0 * loops));
    }
    assertTrue(names(draw(summaries)).contains("threads"));
    String svg = Files.readString(folder.resolve("threads.svg"));
    assertTrue(svg.contains("How many threads does it take?"), svg);
    draw(SampleCampaign.poolSizes());
    String pool = Files.readString(folder.resolve("threads.svg"));
    assertTrue(pool.contains("How many workers does a pool need?"), pool);
  }

  /** In the same plots as ours they would hide them. */
  @Test
  void peersHavePicturesOfTheirOwnBesideOurs() throws IOException {
    var summaries = new ArrayList<>(SampleCampaign.connections());
    summaries.addAll(SampleCampaign.resources());
    for (String peer : List.of("jdk", "netty", "jetty", "undertow", "helidon", "nginx")) {
      var contender = new Contender(peer, 0, Group.PEERS);
      for (int connections : new int[] {1, 16, 64, 256, 1_024}) {
        summaries.add(
            SampleCampaign.summary(
                contender,
                SampleCampaign.hello(connections),
                1_000.0 * peer.length() + connections));
      }
      summaries.add(
          SampleCampaign.summary(contender, new Scenario("hello.html", 76, 64, false), 9_000));
    }
    assertEquals(
        List.of(
            "fastest",
            "latency",
            "connections",
            "cpu",
            "peers",
            "peers-connections",
            "peers-one-connection-per-request"),
        names(draw(summaries)));
    int jdk = new Measured(summaries).palette().colour("jdk").getRGB();
    int ours = new Palette(List.of()).colour("event-loop").getRGB();
    BufferedImage beside = ImageIO.read(folder.resolve("peers-connections.png").toFile());
    assertTrue(contains(beside, jdk) && contains(beside, ours));
    assertFalse(contains(ImageIO.read(folder.resolve("connections.png").toFile()), jdk));
  }

  @Test
  void chartsWithoutDataAreLeftOut() throws IOException {
    assertEquals(List.of("fastest", "latency", "cpu"), names(draw(SampleCampaign.resources())));
  }

  @Test
  void connectionsThatWereNeverKeptAliveGiveNoChart() throws IOException {
    assertEquals(List.of(), draw(SampleCampaign.connectionPerRequest()));
  }

  @Test
  void aCampaignWithoutFiguresGivesNoChart() throws IOException {
    assertEquals(List.of(), draw(List.of()));
  }

  @Test
  void theFolderIsCreated() throws IOException {
    Path deep = folder.resolve("results/charts");
    Charts.draw(SampleCampaign.campaign(), SampleCampaign.resources(), deep);
    assertTrue(Files.isRegularFile(deep.resolve("fastest.png")));
  }

  @Test
  void aSingleFigureIsEnoughForAChart() throws IOException {
    Summary only =
        SampleCampaign.summary(SampleCampaign.EVENT_LOOP, SampleCampaign.hello(1), 12_000);
    assertEquals(List.of("fastest", "latency", "cpu"), names(draw(List.of(only))));
  }

  private List<Path> draw(List<Summary> summaries) throws IOException {
    return Charts.draw(SampleCampaign.campaign(), summaries, folder);
  }

  private static List<String> names(List<Path> pngs) {
    return pngs.stream().map(p -> p.getFileName().toString().replace(".png", "")).toList();
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static boolean contains(BufferedImage image, int rgb) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getRGB(x, y) == rgb) {
          return true;
        }
      }
    }
    return false;
  }
}

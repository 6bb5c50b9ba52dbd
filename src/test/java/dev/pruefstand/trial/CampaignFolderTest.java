package dev.pruefstand.trial;

import static dev.pruefstand.trial.SampleTrials.environment;
import static dev.pruefstand.trial.SampleTrials.histogram;
import static dev.pruefstand.trial.SampleTrials.trial;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.chart.SampleRuns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CampaignFolderTest {
  @TempDir Path results;

  private CampaignFolder folder;

  @BeforeEach
  void create() throws IOException {
    folder = CampaignFolder.create(results, "sample");
  }

  private static String lineOf(Executable read) {
    String message = assertThrows(IOException.class, read).getMessage();
    assertFalse(message.strip().contains("\n"), message);
    return message;
  }

  @Test
  void whatIsWrittenIsReadBackEqual() throws IOException {
    Histogram nanos = histogram(1, 250, 12_345, 3_600_000_000_000L);
    List<Trial> trials =
        List.of(
            trial(1, nanos, folder.writeHistogram("one", nanos)),
            trial(2, nanos, folder.writeHistogram("two", nanos)));
    folder.writeEnvironment(environment());
    folder.writeTrials(trials);
    assertEquals(new Campaign("sample", environment(), trials), folder.read());
  }

  @Test
  void runsOfTheOpenLoopAndOfTheExaminationAreReadBackEqual() throws IOException {
    List<ResponseRun> runs =
        List.of(
            SampleRuns.run(SampleTrials.POOL, 1_000, 50_000, 90_000, false),
            SampleRuns.run(SampleTrials.EVENT_LOOP, 2_500, 50_000, 90_000, true));
    folder.writeEnvironment(environment());
    folder.writeTrials(List.of());
    folder.writeResponseTimes(runs);
    folder.writeAccuracy(SampleRuns.accuracy());
    assertEquals(
        new Campaign("sample", environment(), List.of(), runs, SampleRuns.accuracy(), List.of()),
        folder.read());
  }

  @Test
  void runsWithIdleConnectionsAreReadBackEqual() throws IOException {
    var run =
        new IdleRun(
            new Contender("netty", 0, Group.PEERS),
            3,
            2_000,
            new IdleRun.Memory(7_500_000, 337_000_000),
            new IdleRun.Memory(11_300_000, 337_400_000),
            Map.of("did not stay", 2L));
    folder.writeEnvironment(environment());
    folder.writeTrials(List.of());
    assertEquals(List.of(), folder.read().idleRuns());
    folder.writeIdle(List.of(run));
    assertEquals(List.of(run), folder.read().idleRuns());
  }

  @Test
  void aCertificateIsReadBackAndARunOfEarlierDaysHasNone() throws IOException {
    var certificate =
        new Certificate(
            List.of(
                Check.of("quiet", false, "9 %", "5 %"),
                Check.notJudged("steady", "", "1", "too short")));
    ResponseRun run = SampleRuns.run(SampleTrials.POOL, 1_000, 50_000, 90_000, false, certificate);
    folder.writeEnvironment(environment());
    folder.writeTrials(List.of());
    folder.writeResponseTimes(List.of(run));
    assertEquals(List.of(run), folder.read().responseRuns());

    Path file = folder.path().resolve("response-times.json");
    String early =
        Files.readString(file).replaceAll("(?s)\"certificate\" : \\{.*?\\]\\s*,[^}]*\\},", "");
    assertFalse(early.contains("quiet"), early);
    Files.writeString(file, early);
    assertEquals(Certificate.NONE, folder.read().responseRuns().getFirst().certificate());
  }

  @Test
  void whoIsMissingAndWhoDidOtherWorkIsReadBackEqual() throws IOException {
    List<Absentee> absentees = List.of(new Absentee("nginx", "is not installed"));
    List<Deviation> deviations =
        List.of(new Deviation("guest", "date", "a Date", List.of("/a: none", "/b: none")));
    folder.writeEnvironment(environment());
    folder.writeTrials(List.of());
    folder.writeAbsentees(absentees);
    folder.writeDeviations(deviations);
    assertEquals(
        new Campaign(
            "sample",
            environment(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            absentees,
            deviations),
        folder.read());
  }

  @Test
  void theSettingsOfAContenderAreReadBackAndOneOfEarlierDaysHasNone() throws IOException {
    var contender = new Contender("pool", 8, Group.OURS, List.of("-XX:+UseZGC", "-Xmx1g"));
    Trial trial = trial(contender, 1, List.of(1.0), histogram(5), "histograms/one.hlog");
    folder.writeEnvironment(environment());
    folder.writeTrials(List.of(trial));
    assertEquals(List.of(trial), folder.read().trials());

    Path file = folder.path().resolve("trials.json");
    String early = Files.readString(file).replaceAll(",\\s*\"settings\" : \\[.*?\\]", "");
    assertFalse(early.contains("UseZGC"), early);
    Files.writeString(file, early);
    assertEquals(SampleTrials.POOL, folder.read().trials().getFirst().contender());
  }

  /** What this repository publishes, too, has to stay readable. */
  @Test
  void everyCampaignOfThisRepositoryIsRead() throws IOException {
    try (Stream<Path> campaigns = Files.list(Path.of("results"))) {
      for (Path campaign : campaigns.toList()) {
        Campaign read = new CampaignFolder(campaign).read();
        assertTrue(
            read.trials().size() + read.responseRuns().size() + read.accuracyRuns().size() > 0,
            campaign.toString());
      }
    }
  }

  @Test
  void trialsAreWrittenAgainAsTheyBecomeMore() throws IOException {
    Histogram nanos = histogram(5);
    Trial first = trial(1, nanos, "histograms/one.hlog");
    folder.writeEnvironment(environment());
    folder.writeTrials(List.of());
    assertEquals(List.of(), folder.read().trials());
    folder.writeTrials(List.of(first, trial(2, nanos, "histograms/two.hlog")));
    assertEquals(2, folder.read().trials().size());
  }

  @Test
  void aHistogramIsReadBackEqualSoThatEveryPercentileCanBeComputedAgain() throws IOException {
    var random = new SplittableRandom(1);
    Histogram nanos = histogram();
    for (int i = 0; i < 10_000; i++) {
      nanos.recordValue((long) Math.exp(28 * random.nextDouble()));
    }
    String file = folder.writeHistogram("random", nanos);
    assertEquals("histograms/random.hlog", file);
    Histogram found = folder.histogram(trial(1, nanos, file));
    assertEquals(nanos, found);
    assertEquals(Latency.of(nanos), Latency.of(found));
  }

  @Test
  void anEmptyHistogramIsAHistogram() throws IOException {
    Histogram nothing = histogram();
    String file = folder.writeHistogram("nothing", nothing);
    assertEquals(0, folder.histogram(trial(1, nothing, file)).getTotalCount());
  }

  /** Other programs read these files, too: version, legend, one interval of a sensible length. */
  @Test
  void aHistogramsFileIsALogThatSaysWhatItHolds() throws IOException {
    String file = folder.writeHistogram("log", histogram(1_000, 5_000_000));
    List<String> lines = Files.readAllLines(folder.path().resolve(file));
    assertEquals("#[Service time in nanoseconds, closed loop]", lines.getFirst());
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("#[Histogram log format version")));
    Matcher interval =
        Pattern.compile("([\\d.]+),([\\d.]+),([\\d.]+),[\\w+/=]+").matcher(lines.getLast());
    assertTrue(interval.matches(), lines.getLast());
    assertEquals(5_000, Double.parseDouble(interval.group(3)), 5, "the longest, in microseconds");
  }

  @Test
  void noCampaignOverwritesAnother() throws IOException {
    folder.writeTrials(List.of());
    assertEquals(results.resolve("sample-2"), CampaignFolder.create(results, "sample").path());
    assertEquals(results.resolve("sample-3"), CampaignFolder.create(results, "sample").path());
    Files.writeString(results.resolve("other"), "a file in the way");
    assertEquals(results.resolve("other-2"), CampaignFolder.create(results, "other").path());
    assertTrue(Files.exists(folder.path().resolve("trials.json")));
    assertFalse(Files.exists(results.resolve("sample-2/trials.json")));
  }

  @Test
  void noHistogramOverwritesAnother() throws IOException {
    Histogram first = histogram(1);
    String file = folder.writeHistogram("one", first);
    String line = lineOf(() -> folder.writeHistogram("one", histogram(2)));
    assertTrue(line.contains("one.hlog"), line);
    assertEquals(first, folder.histogram(trial(1, first, file)));
  }

  @Test
  void theFolderOfAllResultsIsMadeWhenItIsMissing() throws IOException {
    Path deep = results.resolve("a/b");
    assertEquals(deep.resolve("c"), CampaignFolder.create(deep, "c").path());
  }

  @Test
  void aMissingFolderIsSaidToBeMissingAndHowToGetOne() {
    Path nowhere = results.resolve("nowhere");
    assertEquals(
        "no such campaign: " + nowhere + " (mvn -P jmh verify makes one)",
        lineOf(() -> new CampaignFolder(nowhere).read()));
  }

  @Test
  void aFolderWithoutOurFilesIsSaidToBeNoCampaignAndWhichFileItLacks() throws IOException {
    String line = lineOf(folder::read);
    assertEquals(folder.path() + " is not a campaign: it has no environment.json", line);
    folder.writeEnvironment(environment());
    assertEquals(folder.path() + " is not a campaign: it has no trials.json", lineOf(folder::read));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "null",
        "{}",
        "17",
        "[null]",
        "[{}]",
        "[[]]",
        "{\"name\": \"left-pad\", \"version\": \"1.0\"}",
        "\u00ff\u00fe",
      })
  void foreignFilesAreSaidToBeForeign(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    folder.writeEnvironment(environment());
    Files.write(folder.path().resolve("trials.json"), bytes);
    String line = lineOf(folder::read);
    assertTrue(line.startsWith(folder.path().resolve("trials.json") + " is not a file of ours"));
    folder.writeTrials(List.of());
    Files.write(folder.path().resolve("environment.json"), bytes);
    line = lineOf(folder::read);
    assertTrue(
        line.startsWith(folder.path().resolve("environment.json") + " is not a file of ours"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no histogram",
        "#[StartTime: now]\n",
        "0.000,1.000,1.000,garbage\n",
        "0.000,1.000,1.000,HISTFAAAACB42pNpmSz\n",
        "\u0000\u0001\u0002",
      })
  void aDamagedHistogramIsSaidToBeDamaged(String content) throws IOException {
    String file = folder.writeHistogram("damaged", histogram(1));
    Files.writeString(folder.path().resolve(file), content);
    String line = lineOf(() -> folder.histogram(trial(1, histogram(1), file)));
    assertTrue(line.contains("damaged.hlog holds no histogram"), line);
  }

  @Test
  void aMissingHistogramIsNamed() {
    String line = lineOf(() -> folder.histogram(trial(1, histogram(1), "histograms/gone.hlog")));
    assertTrue(line.contains("gone.hlog"), line);
  }

  /** The path stands in a file that may come from anywhere. */
  @ParameterizedTest
  @CsvSource({"../outside.hlog", "histograms/../../outside.hlog", "/etc/hostname"})
  void noHistogramOutsideTheFolderIsRead(String path) throws IOException {
    Files.writeString(results.resolve("outside.hlog"), "not ours");
    String line = lineOf(() -> folder.histogram(trial(1, histogram(1), path)));
    assertTrue(line.contains("lies outside the campaign"), line);
  }

  /** Whoever stands in the folder calls it a dot. */
  @ParameterizedTest
  @ValueSource(strings = {".", "", "src/..", "./src/../."})
  void theWorkingDirectoryMayBeACampaign(String here) {
    var relative = new CampaignFolder(Path.of(here));
    String line = lineOf(() -> relative.histogram(trial(1, histogram(1), "histograms/x.hlog")));
    assertFalse(line.contains("lies outside the campaign"), line);
  }
}

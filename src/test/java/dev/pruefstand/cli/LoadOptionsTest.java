package dev.pruefstand.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.penetrator.Ask;
import dev.pruefstand.penetrator.Expectation;
import dev.pruefstand.penetrator.LoadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** From a command line to a plan, or to one line that says what was expected. */
@Timeout(30)
class LoadOptionsTest {
  private static final String URL = "http://127.0.0.1:1/";

  @CommandLine.Command
  private static final class Host {
    @CommandLine.Mixin
    private @SuppressWarnings("NullAway.Init") LoadOptions options;
  }

  private static LoadPlan plan(String... arguments) {
    var host = new Host();
    new CommandLine(host).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return host.options.plan();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                    | closed loop over 64 connections | 10000 | all
          -c 1 -d 500ms                         | closed loop over 1 connection | 500 | all
          -c 8 --pipeline 4 -d 2m               | closed loop over 8 connections, 4 requests under way on each | 120000 | all
          -n 7                                  | closed loop over 64 connections | 86400000 | 7
          -r 1000                               | open loop at 1,000 requests/s, at equal distances, over 64 connections and up to 1,024 | 10000 | all
          --rate 0.5 -c 2000                    | open loop at 0.5 requests/s, at equal distances, over 2,000 connections and up to 2,000 | 10000 | all
          -r 10 --max-connections 3             | open loop at 10 requests/s, at equal distances, over 3 connections and up to 3 | 10000 | all
          -r 10 --arrivals poisson --seed 9 -c 1| open loop at 10 requests/s, at random (seed 9), over 1 connection and up to 1,024 | 10000 | all
          -r 10 -n 20                           | open loop at 10 requests/s, at equal distances, over 64 connections and up to 1,024 | 86400000 | 20
          -n 100 --at-once                      | a salvo of 100 requests at the same moment | 86400000 | 100
          """)
  void aCommandLineBecomesAModelATimeAndANumber(
      String options, String model, long millis, String requests) {
    LoadPlan plan = plan((options.isEmpty() ? URL : options + " " + URL).split(" +"));
    assertEquals(model, plan.model().describe());
    assertEquals(Duration.ofMillis(millis), plan.duration());
    long most = requests.equals("all") ? LoadPlan.UNLIMITED : Long.parseLong(requests);
    assertEquals(most, plan.requests());
  }

  @Test
  void whatIsNotSaidHasADefault() {
    LoadPlan plan = plan(URL);
    assertAll(
        () -> assertTrue(plan.keepAlive()),
        () -> assertEquals(Duration.ofSeconds(10), plan.timeout()),
        () -> assertEquals(Duration.ZERO, plan.warmup()),
        () -> assertEquals(1, plan.workers()),
        () -> assertEquals("GET", plan.asks().getFirst().method()),
        () -> assertNull(plan.asks().getFirst().expectation()),
        () -> assertTrue(!plan.spin()));
  }

  @Test
  void whatIsSaidGoesIntoThePlan(@TempDir Path folder) throws IOException {
    Path expected = Files.writeString(folder.resolve("expected"), "right");
    LoadPlan plan =
        plan(
            ("--no-keep-alive --timeout 3s --warmup 2s --workers 4 --spin -X POST"
                    + " -H Accept:a -H B:c --expect "
                    + expected
                    + " "
                    + URL)
                .split(" "));
    Ask ask = plan.asks().getFirst();
    assertAll(
        () -> assertTrue(!plan.keepAlive()),
        () -> assertEquals(Duration.ofSeconds(3), plan.timeout()),
        () -> assertEquals(Duration.ofSeconds(2), plan.warmup()),
        () -> assertEquals(4, plan.workers()),
        () -> assertTrue(plan.spin()),
        () -> assertEquals("POST", ask.method()),
        () -> assertEquals(List.of("Accept:a", "B:c"), ask.fields()),
        () -> assertEquals(Expectation.of(Files.readAllBytes(expected)), ask.expectation()));
  }

  private static List<String> asks(LoadPlan plan) {
    return plan.asks().stream().map(ask -> ask.target().path() + " " + ask.weight()).toList();
  }

  @Test
  void severalUrlsMayHaveWeights() {
    assertEquals(
        List.of("/a 3.0", "/b 1.0", "/c?d=5 1.0", "/e=f 1.0", "/g 0.25"),
        asks(plan(URL + "a=3", URL + "b", URL + "c?d=5", URL + "e=f", URL + "g=0.25")));
  }

  @Test
  void aFileNamesPathsOnTheFirstUrlsServer(@TempDir Path folder) throws IOException {
    Path paths = folder.resolve("paths");
    Files.writeString(paths, "# what users do\n\n/a=2\n  /b  \n" + URL + "c=4\n");
    List<String> named = List.of("/a 2.0", "/b 1.0", "/c 4.0");
    assertEquals(named, asks(plan("--paths", paths.toString(), URL)));
    assertEquals(
        List.of("/x 1.0", "/y 1.0", "/a 2.0", "/b 1.0", "/c 4.0"),
        asks(plan("--paths", paths.toString(), URL + "x", URL + "y")));
    Files.writeString(paths, URL + "c=4\n");
    assertEquals(List.of("/c 4.0"), asks(plan("--paths", paths.toString())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "no/such/file"})
  void pathsThatMeanNothingAreRefused(String line, @TempDir Path folder) throws IOException {
    Path paths = Files.writeString(folder.resolve("paths"), line + "\n");
    String file = line.startsWith("/") ? paths.toString() : line;
    Commands.Ended ended = Commands.run("penetrate", "--paths", file);
    assertAll(
        () -> assertEquals(2, ended.exitCode()),
        () -> assertEquals(1, ended.err().lines().count(), ended.err()),
        () -> assertTrue(ended.err().contains("expected a "), ended.err()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -n 1 -d 1s                        | expected -n or -d, found both
          -n 0                              | expected requests from 1
          -n -5                             | expected requests from 1
          -n many                           | 'many'
          -c 0                              | expected connections and a pipeline from 1, found 0 and 1
          --pipeline 0                      | expected connections and a pipeline from 1, found 64 and 0
          -r 0                              | expected a rate above 0
          -r -3                             | expected a rate above 0
          -r NaN                            | expected a rate above 0
          -r 1e10                           | expected a rate above 0 and up to 1e9
          -r fast                           | 'fast'
          -r 10 --arrivals sometimes        | sometimes
          -r 10 -c 5 --max-connections 4    | no fewer at most
          --max-connections 4               | expected --max-connections with --rate only
          --at-once                         | expected --at-once with -n and without --rate
          --at-once -n 5 -r 3               | expected --at-once with -n and without --rate
          --at-once -n 5 -c 3               | expected --at-once with -n and without --rate
          --at-once -n 5 --pipeline 3       | expected --at-once with -n and without --rate
          --at-once -n 0                    | expected a salvo of requests from 1, found 0
          --workers 0                       | from 1 to 64 workers, one connection each, found 0
          -c 2 --workers 3                  | from 1 to 2 workers, one connection each, found 3
          --warmup often                    | expected a time like 500ms, 10s or 2m, found often
          --timeout 0s                      | expected a time like 500ms, 10s or 2m, found 0s
          --duration 9999999h               | expected times of up to a year
          -X G@T                            | expected a method like GET, found G@T
          -H Accept                         | expected a field like 'Accept: text/html', found Accept
          --expect no/such/file             | expected a readable file after --expect, found no/such/file
          http://127.0.0.1:2/               | expected requests to one server
          http://127.0.0.1:1/a=0            | expected a weight above 0
          """)
  void whatCannotBeIsSaidInOneLine(String options, String expected) {
    Commands.Ended ended = Commands.run(("penetrate " + URL + " " + options).split(" +"));
    assertAll(
        () -> assertEquals(2, ended.exitCode(), ended.err()),
        () -> assertEquals(1, ended.err().lines().count(), ended.err()),
        () -> assertTrue(ended.err().contains(expected), ended.err()));
  }
}

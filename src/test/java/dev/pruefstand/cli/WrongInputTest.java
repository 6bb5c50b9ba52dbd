package dev.pruefstand.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong input gets one line that says what was expected, and exit code 2. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class WrongInputTest {
  private static void assertRefused(String expected, String... args) {
    Commands.Ended ended = Commands.run(args);
    assertAll(
        () -> assertEquals(2, ended.exitCode(), ended.err()),
        () -> assertEquals(1, ended.err().lines().count(), ended.err()),
        () -> assertTrue(ended.err().contains(expected), ended.err()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          serve --type magic                                 | io-uring or all, found magic
          serve --port 65536                                 | --port from 0 to 65535
          serve --type all --port 65535                      | --port from 0 to 65535
          serve --port many                                  | 'many' is not an int
          serve --threads 0                                  | --threads from 1, found 0
          serve --directory no/such/directory                | found none at no/such/directory
          serve --ip nowhere.invalid                         | expected an IP address after --ip, found nowhere.invalid
          serve --port 0 --ip 192.0.2.1                      | 192.0.2.1
          serve --max-site-bytes 1k                          | expected a site of at most 1024 bytes
          serve --max-line 0                                 | expected limits above zero
          serve --max-body much                              | expected a size like 8192, 8k or 64m, found much
          serve --idle-time 9999999h                         | expected times up to a year
          serve --idle-time never                            | expected a time like 500ms, 10s or 2m, found never
          serve --access-log no/such/directory/log           | expected a file that can be written after --access-log
          penetrate                                          | expected a URL like http://127.0.0.1:8080/hello.html, found none
          penetrate ftp://127.0.0.1/                         | expected a URL like http://
          penetrate http://127.0.0.1:1/ -n 1 -d 1s           | expected -n or -d, found both
          penetrate http://127.0.0.1:1/ -c 0                 | expected connections and a pipeline from 1, found 0 and 1
          penetrate http://127.0.0.1:1/ -d soon              | expected a time like 500ms, 10s or 2m, found soon
          penetrate http://127.0.0.1:1/ --expect no-such     | expected a readable file after --expect, found no-such
          penetrate http://127.0.0.1:1/ --find-limit         | expected --slo with --find-limit, 'p99<10ms' say
          penetrate http://127.0.0.1:1/ --slo p99<1ms        | expected --slo, --step and --repetitions with --find-limit only
          penetrate http://127.0.0.1:1/ --find-limit --slo p9 | expected an objective like 'p99<10ms'
          penetrate http://127.0.0.1:1/ --find-limit --slo p99<1ms -n 1 | expected --find-limit without -n, --at-once and -d
          penetrate http://127.0.0.1:1/ --find-limit --slo p99<1ms -d 1s | expected --find-limit without -n, --at-once and -d
          penetrate http://127.0.0.1:1/ --find-limit --slo p99<1ms -n 1 --at-once | expected --find-limit without -n, --at-once and -d
          penetrate http://127.0.0.1:1/ --find-limit --slo p99<1ms --repetitions 0 | expected --repetitions from 1, found 0
          penetrate http://127.0.0.1:1/ --find-limit --slo p99<1ms -r 0.1 | expected a rate from 1 to 16,777,216 to begin with, found 0.1
          chart no/such/campaign                             | no such campaign: no/such/campaign
          chart src                                          | src is not a campaign: it has no environment.json
          magic                                              | 'magic'
          strategies --magic                                 | --magic
          """)
  void isSaidInOneLine(String command, String expected) {
    assertRefused(expected, command.split(" +"));
  }

  @Test
  void noCommandAtAllIsRefused() {
    assertRefused("expected a command: serve, penetrate, chart or strategies");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pool", "thread-per-request", "selector", "event-loop", "all"})
  void aPortInUseIsNamed(String type) throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertRefused("127.0.0.1:" + port, "serve", "--type", type, "--port", port);
    }
  }

  @Test
  void aFileThatIsNotOursIsNamed(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("environment.json"), "[1, 2, 3]\n");
    assertRefused("is not a file of ours", "chart", folder.toString());
  }
}

package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.IdleRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IdleTableTest {
  private static final Contender LOOP = new Contender("event-loop", 0);
  private static final Contender THREADS = new Contender("thread-per-connection", 0);

  private static IdleRun run(Contender contender, long heap, long rest, Map<String, Long> errors) {
    return new IdleRun(
        contender,
        1,
        1_000,
        new IdleRun.Memory(4_000_000, 327_000_000),
        new IdleRun.Memory(4_000_000 + heap * 1_000, 327_000_000 + rest * 1_000),
        errors);
  }

  private static String table(List<IdleRun> runs) {
    var bytes = new ByteArrayOutputStream();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.ROOT);
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      IdleTable.print(runs, out);
    } finally {
      Locale.setDefault(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyContenderHasALineWithItsPartsAndWhatFailed() {
    assertEquals(
        """

        1,000 idle connections, each answered once: bytes of the server's memory per connection
          contender                      bytes ± 95 %  on the heap    beside it   server alone, MB
          event-loop                    710 ±       0          690           20                327
          thread-per-connection      37,900 ±       ?        1,900       36,000                327  3 failed
        """,
        table(
            List.of(
                run(THREADS, 1_900, 36_000, Map.of("did not stay", 3L)),
                run(LOOP, 690, 20, Map.of()),
                run(LOOP, 690, 20, Map.of()))));
  }

  @Test
  void withoutARunThereIsNoTable() {
    assertEquals("", table(List.of()));
  }
}

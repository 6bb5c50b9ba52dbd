package dev.pruefstand.bench.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pruefstand.trial.Ledger;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LedgerLineTest {
  @Test
  void aLedgerIsOneLineAndComesBackAsItWas() {
    var ledger =
        new Ledger(
            new TreeMap<>(Map.of(Ledger.USER, 5L, Ledger.ANSWERED, Long.MAX_VALUE)),
            new TreeMap<>(Map.of(Ledger.THREADS, 3L)));
    String line = LedgerLine.write(ledger);
    assertEquals("ledger answered=9223372036854775807 cpu.user.ns=5 | threads=3", line);
    assertEquals(ledger, LedgerLine.read(line));
    assertEquals(Ledger.EMPTY, LedgerLine.read(LedgerLine.write(Ledger.EMPTY)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ready 127.0.0.1 80", "ledger answered=1", "a | b"})
  void anotherLineIsNamed(String line) {
    var wrong = assertThrows(IllegalArgumentException.class, () -> LedgerLine.read(line));
    assertEquals("expected a line with a ledger, found " + line, wrong.getMessage());
  }
}

package dev.pruefstand.bench.subject;

import dev.pruefstand.trial.Ledger;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A ledger as one line between two processes: {@code ledger answered=3 … | threads=12 …}. */
final class LedgerLine {
  private static final String BEGINNING = "ledger ";
  private static final String BETWEEN = " | ";

  private LedgerLine() {}

  static String write(Ledger ledger) {
    return BEGINNING + write(ledger.counters()) + BETWEEN + write(ledger.levels());
  }

  private static String write(Map<String, Long> figures) {
    return figures.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(" "));
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException if it is another line
   */
  static Ledger read(String line) {
    int between = line.indexOf(BETWEEN);
    if (!line.startsWith(BEGINNING) || between < 0) {
      throw new IllegalArgumentException("expected a line with a ledger, found " + line);
    }
    return new Ledger(
        figures(line.substring(BEGINNING.length(), between)),
        figures(line.substring(between + BETWEEN.length())));
  }

  private static SortedMap<String, Long> figures(String text) {
    var figures = new TreeMap<String, Long>();
    for (String each : text.strip().split(" +")) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        figures.put(each.substring(0, equals), Long.valueOf(each.substring(equals + 1)));
      }
    }
    return figures;
  }
}

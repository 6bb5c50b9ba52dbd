package dev.pruefstand.cli;

import dev.pruefstand.penetrator.limit.Repetition;
import dev.pruefstand.trial.Check;
import dev.pruefstand.trial.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the certificates of all runs of a search say together: a line for each check. */
final class LimitCertificates {
  private record Row(int passed, int failed, int doubted) {
    Row plus(Row other) {
      return new Row(passed + other.passed, failed + other.failed, doubted + other.doubted);
    }

    String mark() {
      return doubted > 0 ? "✗" : passed > 0 ? "✓" : "–";
    }

    String words() {
      if (failed == 0) {
        return passed == 0
            ? "not judged in any"
            : String.format(Locale.ROOT, "held in %,d", passed);
      }
      String failures = String.format(Locale.ROOT, "failed in %,d, ", failed);
      return doubted == 0
          ? failures + "as it may beyond the limit"
          : failures + String.format(Locale.ROOT, "%,d of them not believed for it", doubted);
    }
  }

  private LimitCertificates() {}

  /** The lines; none if there is no certificate. */
  static List<String> lines(List<Repetition> runs) {
    var rows = new LinkedHashMap<String, Row>();
    for (Repetition run : runs) {
      for (Check check : MeasuredLimit.certificate(run).checks()) {
        rows.merge(check.name(), row(check, run), Row::plus);
      }
    }
    int longest = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    var lines = new ArrayList<String>();
    for (Map.Entry<String, Row> each : rows.entrySet()) {
      String name = each.getKey() + " ".repeat(longest - each.getKey().length());
      lines.add("  " + each.getValue().mark() + " " + name + "   " + each.getValue().words());
    }
    return lines;
  }

  private static Row row(Check check, Repetition run) {
    return new Row(
        check.verdict() == Verdict.PASSED ? 1 : 0,
        check.verdict() == Verdict.FAILED ? 1 : 0,
        run.evidence().doubts().contains(check.name()) ? 1 : 0);
  }
}

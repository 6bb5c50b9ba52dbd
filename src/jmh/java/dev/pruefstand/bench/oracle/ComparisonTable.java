package dev.pruefstand.bench.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Comparisons as a table, for a terminal or for a page. */
public record ComparisonTable(List<Comparison> comparisons) {
  private static final List<String> HEAD =
      List.of("theory", "clock", "", "theory ms", "measured ms", "error ms", "error %");

  /** From here on figures stand, and stand to the right. */
  private static final int FIGURES = 3;

  public ComparisonTable {
    comparisons = List.copyOf(comparisons);
  }

  /** Columns of equal width. */
  public String text() {
    List<List<String>> rows = Stream.concat(Stream.of(HEAD), rows()).toList();
    int[] widths =
        IntStream.range(0, HEAD.size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
  }

  private static String line(List<String> row, int[] widths) {
    var cells = new ArrayList<String>();
    for (int column = 0; column < widths.length; column++) {
      String padding = " ".repeat(widths[column] - row.get(column).length());
      cells.add(column < FIGURES ? row.get(column) + padding : padding + row.get(column));
    }
    return String.join("  ", cells).stripTrailing() + "\n";
  }

  public String markdown() {
    String alignment = "|---".repeat(FIGURES) + "|--:".repeat(HEAD.size() - FIGURES) + "|\n";
    return Stream.concat(
            Stream.of(markdown(HEAD), alignment), rows().map(ComparisonTable::markdown))
        .collect(Collectors.joining());
  }

  private static String markdown(List<String> row) {
    return row.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private Stream<List<String>> rows() {
    return comparisons.stream()
        .map(
            each ->
                List.of(
                    each.theory(),
                    each.clock(),
                    each.percentile(),
                    figure("%.3f", each.theoryNanos() / 1e6),
                    figure("%.3f", each.measuredNanos() / 1e6),
                    figure("%+.3f", each.errorMillis()),
                    Double.isFinite(each.errorPercent())
                        ? figure("%+.2f", each.errorPercent())
                        : "-"));
  }

  /** With a point, whatever the machine's language is. */
  private static String figure(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}

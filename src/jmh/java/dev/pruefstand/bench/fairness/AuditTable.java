package dev.pruefstand.bench.fairness;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Audits as Markdown: the bytes of each head, and which checks found something. */
public record AuditTable(List<Audit> audits) {
  public AuditTable {
    audits = List.copyOf(audits);
  }

  /** The table, followed by what was demanded and what was found instead. */
  public String markdown() {
    List<String> paths =
        audits.stream().flatMap(each -> each.headBytes().keySet().stream()).distinct().toList();
    var lines = new ArrayList<String>();
    lines.add("Bytes of the head of the answer with each file, and what differs:\n");
    lines.add(row(Stream.concat(Stream.of("contender"), paths.stream()), "differs in"));
    lines.add("|---" + "|--:".repeat(paths.size()) + "|---|");
    for (Audit audit : audits) {
      Stream<String> sizes =
          paths.stream().map(path -> String.valueOf(audit.headBytes().get(path)));
      String found =
          audit.findings().keySet().stream().map(Check::name).collect(Collectors.joining(", "));
      lines.add(row(Stream.concat(Stream.of(audit.contender()), sizes), found));
    }
    lines.add("");
    for (Audit audit : audits) {
      audit.findings().forEach((check, found) -> lines.add(detail(audit, check, found)));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String detail(Audit audit, Check check, List<String> found) {
    return "- %s, %s (%s): %s"
        .formatted(audit.contender(), check, check.demand(), String.join("; ", found));
  }

  private static String row(Stream<String> cells, String last) {
    return cells.collect(Collectors.joining(" | ", "| ", " | " + last + " |"));
  }
}

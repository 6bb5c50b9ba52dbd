package dev.pruefstand.bench.fairness;

import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found of a contender.
 *
 * @param headBytes how long the head of the answer with each file is, by path: status line, fields
 *     and the empty line. Not judged: contenders choose the words of {@code Server} and {@code
 *     ETag}, and which fields beyond the demanded ones they send
 * @param findings what is not as it should be, of the checks that found anything
 */
public record Audit(
    String contender, Map<String, Integer> headBytes, Map<Check, List<String>> findings) {
  public Audit {
    headBytes = Collections.unmodifiableMap(new LinkedHashMap<>(headBytes));
    findings = Collections.unmodifiableMap(new TreeMap<>(findings));
  }

  /**
   * Examines a contender.
   *
   * @throws IOException if it does not answer at all
   */
  public static Audit of(Contender contender) throws IOException {
    Map<String, Integer> headBytes = new LinkedHashMap<>();
    // The first answers of a server that has just been started are its slowest.
    contender
        .patiently()
        .files()
        .forEach((file, heard) -> headBytes.put(file.path(), heard.head().length()));
    Map<Check, List<String>> findings = new EnumMap<>(Check.class);
    for (Check check : Check.values()) {
      // Slow answers are no wrong ones.
      List<String> found =
          check.findings(check.isOfTheAnswers() ? contender.patiently() : contender);
      if (!found.isEmpty()) {
        findings.put(check, List.copyOf(found));
      }
    }
    return new Audit(contender.label(), headBytes, findings);
  }
}

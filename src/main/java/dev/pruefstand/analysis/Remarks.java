package dev.pruefstand.analysis;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.pruefstand.trial.Absentee;
import dev.pruefstand.trial.Campaign;
import dev.pruefstand.trial.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What has to be said of a campaign beside its figures: who is missing, and who did other work. */
public final class Remarks {
  /** More do not fit below a picture. */
  private static final int FEW = 3;

  private Remarks() {}

  /** For a table: a line for each contender, with reasons. */
  public static List<String> inFull(Campaign campaign) {
    var lines = new ArrayList<String>();
    for (Absentee each : campaign.missing()) {
      lines.add(each.contender() + " was not measured: " + each.reason());
    }
    deviations(campaign).forEach((who, checks) -> lines.add(differs(who, checks)));
    return lines;
  }

  /** For a picture: one line, empty if there is nothing to say. */
  public static String inBrief(Campaign campaign) {
    var parts = new ArrayList<String>();
    String missing =
        campaign.missing().stream().map(Absentee::contender).distinct().collect(joining(", "));
    if (!missing.isEmpty()) {
      parts.add("Not measured: " + missing);
    }
    deviations(campaign)
        .forEach((who, checks) -> parts.add(who + " differs in " + String.join(", ", few(checks))));
    return String.join(". ", parts);
  }

  private static List<String> few(List<String> checks) {
    if (checks.size() <= FEW) {
      return checks;
    }
    var few = new ArrayList<>(checks.subList(0, FEW - 1));
    few.add(checks.size() - few.size() + " more");
    return few;
  }

  private static String differs(String contender, List<String> checks) {
    return contender + " answers otherwise than demanded: " + String.join(", ", checks);
  }

  private static Map<String, List<String>> deviations(Campaign campaign) {
    return campaign.deviations().stream()
        .collect(
            groupingBy(Deviation::contender, TreeMap::new, mapping(Deviation::check, toList())));
  }
}

package dev.pruefstand.chart;

import static java.util.Comparator.comparingInt;

import dev.pruefstand.analysis.IdleMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a connection takes of memory while nothing is asked. Dots and not bars, because a thread of
 * its own costs fifty times what a loop needs, and a logarithmic bar begins nowhere.
 */
final class Memory {
  private Memory() {}

  static Optional<Slide> slide(List<IdleMemory> all, Palette palette) {
    List<IdleMemory> drawn = most(all);
    if (drawn.isEmpty()) {
      return Optional.empty();
    }
    var rows = new ArrayList<BarPanel.Row>();
    var dots = new ArrayList<DotPanel.Dot>();
    for (IdleMemory each : drawn) {
      String strategy = each.contender().family();
      rows.add(new BarPanel.Row(rows.size(), each.contender().label(), palette.ink(strategy)));
      dots.add(
          new DotPanel.Dot(
              palette.colour(strategy),
              each.bytes(),
              bytes(each.bytes().estimate()) + (each.failures() > 0 ? " *" : ""),
              "heap %s, native %s".formatted(bytes(each.heapBytes()), bytes(each.nativeBytes()))));
    }
    return Optional.of(
        new Slide(
            "memory",
            "What does an idle connection take of the server's memory?",
            "%s connections, each answered once and kept. After a full collection. Less is better."
                .formatted(Numbers.plain(drawn.getFirst().connections())),
            note(drawn),
            new DotPanel(rows, dots, "per connection, logarithmic")));
  }

  /** Those at the number of connections at which most were measured; the larger one of equals. */
  private static List<IdleMemory> most(List<IdleMemory> all) {
    return all.stream()
        .map(one -> all.stream().filter(e -> e.connections() == one.connections()).toList())
        .max(
            comparingInt(List<IdleMemory>::size)
                .thenComparingInt(group -> group.getFirst().connections()))
        .orElse(List.of());
  }

  private static String bytes(double bytes) {
    return Numbers.bytes(Math.round(bytes));
  }

  private static String note(List<IdleMemory> drawn) {
    boolean alone = drawn.stream().allMatch(each -> each.forks() == 1);
    String how =
        alone
            ? "One process each, so no interval"
            : "Whiskers: 95 % interval of the mean over forks (Student)";
    boolean failed = drawn.stream().anyMatch(each -> each.failures() > 0);
    return (failed ? "* some connections did not stay. " : "") + how;
  }
}

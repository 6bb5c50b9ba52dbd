package dev.pruefstand.analysis;

import static java.util.Comparator.comparingDouble;

import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.IdleRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a connection takes of a server's memory while nothing is asked: all forks of one contender,
 * put together.
 *
 * @param connections how many there were at a time
 * @param forks how many there are: one alone shows no spread between processes
 * @param heapBytes live objects on the Java heap, per connection
 * @param nativeBytes all other resident memory, per connection
 * @param bytes both together, with their interval; nothing where they are below it
 * @param aloneBytes resident memory of the server without connections, heap included
 * @param failures connections that were not answered rightly or did not stay, in all forks
 */
public record IdleMemory(
    Contender contender,
    int connections,
    int forks,
    double heapBytes,
    double nativeBytes,
    Interval bytes,
    double aloneBytes,
    long failures) {
  private static final Comparator<IdleMemory> ORDER =
      Comparator.comparingInt(IdleMemory::connections)
          .thenComparing(comparingDouble(each -> each.bytes.estimate()));

  private record Key(Contender contender, int connections) {}

  /** By the number of connections, and within it those first that take least. */
  public static List<IdleMemory> of(List<IdleRun> runs) {
    var groups = new LinkedHashMap<Key, List<IdleRun>>();
    for (IdleRun run : runs) {
      groups
          .computeIfAbsent(new Key(run.contender(), run.connections()), key -> new ArrayList<>())
          .add(run);
    }
    return groups.values().stream().map(IdleMemory::ofForks).sorted(ORDER).toList();
  }

  private static IdleMemory ofForks(List<IdleRun> forks) {
    return new IdleMemory(
        forks.getFirst().contender(),
        forks.getFirst().connections(),
        forks.size(),
        mean(forks, IdleRun::heapPerConnection),
        mean(forks, IdleRun::nativePerConnection),
        ForkMean.of(
            forks.stream().map(run -> List.of(Math.max(0, run.bytesPerConnection()))).toList()),
        mean(forks, run -> run.empty().residentBytes()),
        forks.stream().mapToLong(IdleRun::failures).sum());
  }

  private static double mean(List<IdleRun> forks, ToDoubleFunction<IdleRun> figure) {
    return forks.stream().mapToDouble(figure).average().orElseThrow();
  }
}

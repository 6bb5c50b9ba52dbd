package dev.pruefstand.bench.subject;

import static java.util.stream.Collectors.groupingBy;

import dev.pruefstand.os.Affinity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Which processors the server gets and which the load generator, so that neither takes time from
 * the other. Both are empty where that cannot be.
 *
 * @param why there is no such division; empty if there is
 */
public record Cores(List<Integer> server, List<Integer> client, String why) {
  /** Copies the lists. */
  public Cores {
    server = List.copyOf(server);
    client = List.copyOf(client);
  }

  /** The lower half of the cores that this process may use for the server, the rest not. */
  public static Cores divide() {
    Optional<Affinity> affinity = Affinity.here();
    return affinity.isEmpty()
        ? none("this system does not pin processes")
        : of(affinity.get().allowed(), Cores::siblings);
  }

  /**
   * Divides whole cores: two processors that are threads of one core take time from each other.
   *
   * @param core names the core that a processor belongs to
   */
  static Cores of(SortedSet<Integer> processors, IntFunction<String> core) {
    Map<String, List<Integer>> cores =
        processors.stream()
            .collect(groupingBy(core::apply, LinkedHashMap::new, Collectors.toList()));
    if (cores.size() < 2) {
      return none("there is only one core");
    }
    int half = cores.size() / 2;
    List<List<Integer>> all = List.copyOf(cores.values());
    return new Cores(flat(all.subList(0, half)), flat(all.subList(half, all.size())), "");
  }

  private static List<Integer> flat(List<List<Integer>> cores) {
    return cores.stream().flatMap(List::stream).sorted().toList();
  }

  /**
   * The list of a core's threads, which all of them have; its own number where that is not told.
   */
  private static String siblings(int processor) {
    try {
      return Files.readString(
              Path.of("/sys/devices/system/cpu/cpu" + processor + "/topology/thread_siblings_list"))
          .strip();
    } catch (IOException notTold) {
      return Integer.toString(processor);
    }
  }

  private static Cores none(String why) {
    return new Cores(List.of(), List.of(), why);
  }

  /** Whether server and load generator have processors of their own. */
  public boolean areDivided() {
    return !server.isEmpty();
  }

  /** {@code 0,1}: as the server's process is told. */
  String serverList() {
    return server.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  /** One line for people. */
  public String describe() {
    return areDivided()
        ? String.format(Locale.ROOT, "server on processor %s, load on %s", server, client)
        : "server and load share the processors: " + why;
  }
}

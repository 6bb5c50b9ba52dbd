package dev.pruefstand.bench.subject;

import dev.pruefstand.os.Affinity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
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

  /** The lower half of the processors that this process may use for the server, the rest not. */
  public static Cores divide() {
    Optional<Affinity> affinity = Affinity.here();
    return affinity.isEmpty()
        ? none("this system does not pin processes")
        : of(List.copyOf(new TreeSet<>(affinity.get().allowed())));
  }

  static Cores of(List<Integer> all) {
    if (all.size() < 2) {
      return none("there is only one processor");
    }
    int half = all.size() / 2;
    return new Cores(all.subList(0, half), all.subList(half, all.size()), "");
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

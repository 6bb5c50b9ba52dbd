package dev.pruefstand.trial;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds who serves a port of this machine, as far as this user may see it. Linux only. */
public final class ListeningProcess {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final String LISTEN = "0A";

  /** Columns of these tables. Source: proc_pid_net(5). */
  private static final int LOCAL = 1;

  private static final int STATE = 3;
  private static final int INODE = 9;

  private ListeningProcess() {}

  /** Whether the address is one of this machine. */
  public static boolean isHere(InetSocketAddress address) {
    try {
      return address.getAddress().isLoopbackAddress()
          || address.getAddress().isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address.getAddress()) != null;
    } catch (SocketException unknown) {
      return false;
    }
  }

  /** The process that listens on the port; empty if it cannot be told, or if there are several. */
  public static Optional<Long> on(int port) {
    var sockets = new HashSet<String>();
    for (Path table : TABLES) {
      try {
        sockets.addAll(sockets(Files.readAllLines(table), port));
      } catch (IOException notTold) {
        // No such protocol here, or no such system.
      }
    }
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      List<Long> found =
          processes
              .filter(each -> each.getFileName().toString().matches("\\d+"))
              .filter(each -> holds(each.resolve("fd"), sockets))
              .map(each -> Long.valueOf(each.getFileName().toString()))
              .toList();
      return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    } catch (IOException notTold) {
      return Optional.empty();
    }
  }

  /** What descriptors of those that listen there are called. */
  static Set<String> sockets(List<String> table, int port) {
    String end = String.format(Locale.ROOT, ":%04X", port);
    var found = new HashSet<String>();
    for (String line : table) {
      String[] columns = line.strip().split(" +", -1);
      if (columns.length > INODE && columns[LOCAL].endsWith(end) && columns[STATE].equals(LISTEN)) {
        found.add("socket:[" + columns[INODE] + "]");
      }
    }
    return found;
  }

  private static boolean holds(Path descriptors, Set<String> sockets) {
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.anyMatch(each -> sockets.contains(target(each)));
    } catch (IOException notOurs) {
      return false;
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}

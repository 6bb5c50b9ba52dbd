package dev.pruefstand.bench.subject;

import dev.pruefstand.bench.leash.Accepting;
import dev.pruefstand.bench.leash.Orphan;
import dev.pruefstand.os.Affinity;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.site.Site;
import dev.pruefstand.strategy.Strategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A server in a process of its own. It says on standard output when it is ready and where, and its
 * ledger whenever standard input asks for it. When that ends, so does the process: also when
 * whoever started it was killed, because the system then closes the pipe.
 */
public final class ServerMain {
  /** What standard output says when the server listens, before its address. */
  static final String READY = "ready ";

  /** What standard input asks for. */
  static final String LEDGER = "ledger";

  private ServerMain() {}

  /**
   * Serves until standard input ends.
   *
   * @param arguments the strategy's constant, the number of threads, the site's folder, and the
   *     processors to stay on, {@code 0,1} say, or nothing
   */
  public static void main(String[] arguments) throws IOException {
    Orphan.endsWithItsParent();
    Strategy strategy = Strategy.valueOf(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    Site site = Site.load(Path.of(arguments[2]));
    if (!arguments[3].isEmpty()) {
      stayOn(processors(arguments[3]));
    }
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    var out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    Server server = strategy.start(ServerConfig.onLoopback(site, threads));
    try {
      Accepting.settle(server.address().getPort());
      out.println(
          READY
              + server.address().getAddress().getHostAddress()
              + " "
              + server.address().getPort());
      String asked = in.readLine();
      while (asked != null) {
        if (asked.equals(LEDGER)) {
          out.println(LedgerLine.write(OwnLedger.of(server)));
        }
        asked = in.readLine();
      }
    } finally {
      // Whatever its threads still do: nobody is there any more to see the end of it.
      Runtime.getRuntime().halt(0);
    }
  }

  private static void stayOn(Set<Integer> processors) throws IOException {
    Affinity affinity =
        Affinity.here()
            .orElseThrow(
                () -> new IllegalArgumentException("expected a system that pins processes"));
    affinity.pin(ProcessHandle.current().pid(), processors);
  }

  private static Set<Integer> processors(String text) {
    return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).collect(Collectors.toSet());
  }
}

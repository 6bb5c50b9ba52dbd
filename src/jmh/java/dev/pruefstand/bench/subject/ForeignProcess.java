package dev.pruefstand.bench.subject;

import dev.pruefstand.os.Affinity;
import dev.pruefstand.trial.Ledger;
import dev.pruefstand.trial.ProcessFigures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A server that is none of our strategies, started and kept by a JVM that says where it listens and
 * which process it is, {@code ready http://127.0.0.1:40123/ 4711}. Its ledger is what the system
 * tells of that process and its children.
 */
public final class ForeignProcess implements Subject {
  private static final String READY = "ready ";

  private final ServerJvm jvm;
  private final InetSocketAddress address;
  private final long process;

  /**
   * Starts it by a main class, waits until it listens, and pins it.
   *
   * @throws IOException if it does not say within some seconds that it is ready; what it said
   *     instead is on standard error
   */
  public static ForeignProcess start(Class<?> main, List<String> arguments, Launch launch)
      throws IOException {
    var jvm = new ServerJvm(main, ServerJvm.flags(launch.cores(), launch.jvmFlags()), arguments);
    try {
      return new ForeignProcess(jvm, launch.cores());
    } catch (IOException | RuntimeException silent) {
      jvm.close();
      throw silent;
    }
  }

  private ForeignProcess(ServerJvm jvm, Cores cores) throws IOException {
    this.jvm = jvm;
    String line = jvm.hear();
    String[] words = line.split(" ", -1);
    if (!line.startsWith(READY) || words.length != 3) {
      throw new IOException("expected a server that is ready, found the line: " + line);
    }
    address =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), URI.create(words[1]).getPort());
    process = Long.parseLong(words[2]);
    Optional<Affinity> affinity = Affinity.here();
    if (cores.areDivided() && affinity.isPresent()) {
      for (long each : processes()) {
        affinity.get().pin(each, Set.copyOf(cores.server()));
      }
    }
  }

  @Override
  public List<Long> processes() {
    var all = new ArrayList<Long>(List.of(process));
    ProcessHandle.of(process).stream()
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .forEach(all::add);
    return all;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public long process() {
    return process;
  }

  /**
   * Only what it was started in is known to be a JVM: others would take the question for an end.
   */
  @Override
  public OptionalLong collect() throws IOException {
    return process == jvm.process() ? Subject.super.collect() : OptionalLong.empty();
  }

  @Override
  public Ledger ledger() {
    return ProcessFigures.of(processes()).orElse(Ledger.EMPTY);
  }

  @Override
  public void close() {
    jvm.close();
  }
}

package dev.pruefstand.bench.subject;

import dev.pruefstand.strategy.Strategy;
import dev.pruefstand.trial.Ledger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** One of our servers in a JVM of its own: see {@link ServerMain} for what the two say. */
public final class OwnProcess implements Subject {
  private final ServerJvm jvm;
  private final InetSocketAddress address;

  /**
   * Starts it and waits until it listens.
   *
   * @throws IOException if it does not say within some seconds that it is ready; what it said
   *     instead is on standard error
   */
  public static OwnProcess start(Strategy strategy, int threads, Launch launch) throws IOException {
    var jvm =
        new ServerJvm(
            ServerMain.class,
            ServerJvm.flags(launch.cores(), launch.jvmFlags()),
            List.of(
                strategy.name(),
                Integer.toString(threads),
                launch.site().toString(),
                launch.cores().serverList()));
    try {
      return new OwnProcess(jvm);
    } catch (IOException | RuntimeException silent) {
      jvm.close();
      throw silent;
    }
  }

  private OwnProcess(ServerJvm jvm) throws IOException {
    this.jvm = jvm;
    String line = jvm.hear();
    String[] words = line.split(" ", -1);
    if (!line.startsWith(ServerMain.READY) || words.length != 3) {
      throw new IOException("expected a server that is ready, found the line: " + line);
    }
    address = new InetSocketAddress(InetAddress.ofLiteral(words[1]), Integer.parseInt(words[2]));
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public long process() {
    return jvm.process();
  }

  @Override
  public Ledger ledger() throws IOException {
    jvm.say(ServerMain.LEDGER);
    return LedgerLine.read(jvm.hear());
  }

  @Override
  public void close() {
    jvm.close();
  }
}

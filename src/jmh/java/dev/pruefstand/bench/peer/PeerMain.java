package dev.pruefstand.bench.peer;

import dev.pruefstand.bench.leash.Guard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * A peer as a process of its own. When it accepts connections it prints one line on standard
 * output,
 *
 * <pre>ready http://127.0.0.1:40123/ 4711</pre>
 *
 * with the number of the process whose processor time is the server's. It ends when its standard
 * input ends, with its parent, or when it is told to (SIGTERM), within little more than a second:
 * see {@link Guard}. Exit code 2 for wrong input, 1 if the peer cannot start. Netty's native
 * transport wants {@code --enable-native-access=ALL-UNNAMED}.
 */
@Command(
    name = "peer",
    description = "Starts a server that people really use, and stops it when standard input ends.",
    mixinStandardHelpOptions = true)
public final class PeerMain implements Callable<Integer> {
  @Option(names = "--type", required = true, converter = Label.class, description = "Which one.")
  private Peer peer;

  @Option(names = "--port", defaultValue = "0", description = "Default: one that is free.")
  private int port;

  @Option(names = "--www", defaultValue = "www", description = "Default: ${DEFAULT-VALUE}")
  private Path www;

  private static final class Label implements ITypeConverter<Peer> {
    @Override
    public Peer convert(String text) {
      return Peer.of(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected one of %s, found %s"
                          .formatted(
                              Arrays.stream(Peer.values())
                                  .map(Peer::label)
                                  .collect(Collectors.joining(", ")),
                              text)));
    }
  }

  /** The process. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PeerMain()).execute(arguments));
  }

  @Override
  public Integer call() {
    var guard = new Guard();
    try {
      if (peer.unavailability().isPresent()) {
        throw new IOException(peer.label() + " " + peer.unavailability().get());
      }
      PeerServer server = peer.start(PeerConfig.onLoopback(port, www));
      guard.keep(server);
      guard.ready(server.address(), server.processId());
      Thread.currentThread().join();
    } catch (IOException | RuntimeException | InterruptedException failure) {
      guard.fail(failure);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}

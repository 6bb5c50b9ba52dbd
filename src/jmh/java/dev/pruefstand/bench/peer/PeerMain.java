package dev.pruefstand.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * A peer as a process of its own. When it accepts connections it prints one line on standard
 * output,
 *
 * <pre>ready http://127.0.0.1:40123/ 4711</pre>
 *
 * with the number of the process whose processor time is the server's. It ends when its standard
 * input ends, with its parent, or when it is told to (SIGTERM). Exit code 2 for wrong input, 1 if
 * the peer cannot start. Netty's native transport wants {@code --enable-native-access=ALL-UNNAMED}.
 */
@Command(
    name = "peer",
    description = "Starts a server that people really use, and stops it when standard input ends.",
    mixinStandardHelpOptions = true)
public final class PeerMain implements Callable<Integer> {
  @Spec private CommandSpec spec;

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
    PrintWriter err = spec.commandLine().getErr();
    if (peer.unavailability().isPresent()) {
      err.println(peer.label() + " " + peer.unavailability().get());
      return CommandLine.ExitCode.SOFTWARE;
    }
    PeerServer server;
    try {
      server = peer.start(PeerConfig.onLoopback(port, www));
    } catch (IOException | RuntimeException notStarted) {
      err.println(notStarted.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    // Every way out leads through it.
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    PrintWriter out = spec.commandLine().getOut();
    out.printf("ready http://127.0.0.1:%d/ %d%n", server.address().getPort(), server.processId());
    out.flush();
    CompletableFuture.anyOf(endOf(System.in), parentsEnd()).join();
    return CommandLine.ExitCode.OK;
  }

  private static CompletableFuture<?> endOf(InputStream input) {
    var ended = new CompletableFuture<Void>();
    Thread.ofPlatform()
        .name("end-of-input")
        .daemon()
        .start(
            () -> {
              try {
                input.transferTo(OutputStream.nullOutputStream());
                ended.complete(null);
              } catch (IOException broken) {
                ended.completeExceptionally(new UncheckedIOException(broken));
              }
            });
    return ended;
  }

  private static CompletableFuture<?> parentsEnd() {
    return ProcessHandle.current()
        .parent()
        .<CompletableFuture<?>>map(ProcessHandle::onExit)
        .orElseGet(CompletableFuture::new);
  }
}

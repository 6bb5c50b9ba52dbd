package dev.pruefstand.bench.subject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child JVM that is spoken with in lines, and ends when its standard input does. */
public final class ServerJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader says;
  private final Writer asks;

  /** Starts a main class with the class path of this JVM. */
  ServerJvm(Class<?> main, List<String> flags, List<String> arguments) throws IOException {
    process =
        new ProcessBuilder(command(main, flags, arguments)).redirectError(Redirect.INHERIT).start();
    says = new BufferedReader(process.inputReader(StandardCharsets.US_ASCII));
    asks = process.outputWriter(StandardCharsets.US_ASCII);
  }

  /** How a main class is called with the java and the class path of this JVM. */
  public static List<String> command(Class<?> main, List<String> flags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }

  /**
   * What its JVM is started with. It is told how many processors it has before it is pinned to
   * them, because it would have chosen its collector and its pools by then.
   */
  public static List<String> flags(Cores cores, List<String> more) {
    var flags = new ArrayList<String>();
    flags.add("--enable-native-access=ALL-UNNAMED");
    if (cores.areDivided()) {
      flags.add("-XX:ActiveProcessorCount=" + cores.server().size());
    }
    flags.addAll(more);
    return flags;
  }

  long process() {
    return process.pid();
  }

  /** The next line that it says; see {@link ReadyLine#read}. */
  String hear() throws IOException {
    return ReadyLine.read(process, says);
  }

  void say(String line) throws IOException {
    asks.write(line + "\n");
    asks.flush();
  }

  @Override
  public void close() {
    try {
      asks.close();
      if (!process.waitFor(ReadyLine.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException gone) {
      process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      says.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

package dev.pruefstand.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes: 0 fine, 1 could not be done, 2 wrong input (one line says what), 3
 * measured, but some answers were missing or wrong.
 */
@Command(
    name = "pruefstand",
    mixinStandardHelpOptions = true,
    version = "pruefstand 1.0",
    description = "Which way of serving HTTP connections is faster here, by how much, and why?",
    subcommands = {
      ServeCommand.class,
      PenetrateCommand.class,
      ChartCommand.class,
      StrategiesCommand.class
    },
    footer = {
      "",
      "To measure all servers and draw charts: mvn -P jmh verify",
      "Help for a command: pruefstand COMMAND --help"
    })
public final class Pruefstand implements Runnable {
  /** Measured, but not valid. */
  static final int NOT_VALID = 3;

  @Spec
  private @SuppressWarnings("NullAway.Init") CommandSpec spec;

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.exit(
        execute(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args));
  }

  /** Runs a command and returns its exit code. */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    // Figures look the same wherever they are printed.
    Locale.setDefault(Locale.ROOT);
    return new CommandLine(new Pruefstand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Pruefstand::wrongInput)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println(said(failure));
              return ExitCode.SOFTWARE;
            })
        .execute(args);
  }

  /** One line: what was wrong and, where picocli says it, where help is. */
  private static int wrongInput(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    String help =
        wrong instanceof WrongInput
            ? ""
            : "; see " + command.getCommandSpec().qualifiedName() + " --help";
    command.getErr().println(said(wrong).lines().findFirst().orElse("") + help);
    return ExitCode.USAGE;
  }

  private static String said(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  /** Without a command: the help, and the exit code of wrong input. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected a command: serve, penetrate, chart or strategies");
  }
}

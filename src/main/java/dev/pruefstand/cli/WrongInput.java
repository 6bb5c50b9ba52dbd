package dev.pruefstand.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the user asked for cannot be; the message is one line that says what was expected. */
final class WrongInput extends ParameterException {
  private static final long serialVersionUID = 1L;

  WrongInput(CommandSpec spec, String message) {
    super(spec.commandLine(), message);
  }
}

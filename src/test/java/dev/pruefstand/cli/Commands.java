package dev.pruefstand.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands in this process and keeps what they say. */
final class Commands {
  /** What a command left behind. */
  record Ended(int exitCode, String out, String err) {}

  private Commands() {}

  static Ended run(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Pruefstand.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Ended(code, out.toString(), err.toString());
  }
}

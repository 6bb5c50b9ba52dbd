package dev.pruefstand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every source file is as google-java-format writes it; {@code -Dformat=write} makes it so. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SourceFormatTest {
  private static final Path SOURCES = Path.of("src");
  private static final Formatter FORMATTER = new Formatter();

  @Test
  void everySourceFileIsFormatted() throws IOException, FormatterException {
    boolean write = "write".equals(System.getProperty("format"));
    List<Path> sources = sources();
    assertFalse(sources.isEmpty(), "expected Java files below " + SOURCES.toAbsolutePath());
    var unformatted = new ArrayList<Path>();
    for (Path source : sources) {
      String found = Files.readString(source);
      String formatted = FORMATTER.formatSourceAndFixImports(found);
      if (!formatted.equals(found)) {
        unformatted.add(source);
        if (write) {
          Files.writeString(source, formatted);
        }
      }
    }
    assertEquals(
        List.of(),
        write ? List.of() : unformatted,
        "to format them: mvn test -Dtest=SourceFormatTest -Dformat=write");
  }

  @Test
  void whatIsBadlyFormattedIsFound() throws FormatterException {
    String bad = "class A{int b ;}\n";
    assertNotEquals(bad, FORMATTER.formatSourceAndFixImports(bad));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(SOURCES)) {
      return all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}

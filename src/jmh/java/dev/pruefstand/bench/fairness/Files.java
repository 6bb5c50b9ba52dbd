package dev.pruefstand.bench.fairness;

import dev.pruefstand.http.HttpDate;
import dev.pruefstand.site.Resource;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What the answer with a file is compared with: the file. Each returns what is wrong, or "". */
final class Files {
  /** Servers format the date once a second or so, and the machine has others to serve. */
  private static final long DATE_TOLERANCE_SECONDS = 10;

  private Files() {}

  /** One answer with one file. */
  @FunctionalInterface
  interface Comparison {
    String finding(Heard heard, Resource file);
  }

  /** Asks for each file. */
  static Check.Examination each(Comparison comparison) {
    return contender -> {
      var findings = new ArrayList<String>();
      contender
          .files()
          .forEach(
              (file, heard) -> {
                String finding = comparison.finding(heard, file);
                if (!finding.isEmpty()) {
                  findings.add(file.path() + ": " + finding);
                }
              });
      return findings;
    };
  }

  static String status(Heard heard, Resource file) {
    return heard.status() == 200 ? "" : "expected 200, found " + heard.status();
  }

  static String body(Heard heard, Resource file) {
    byte[] expected = file.body().toArray(ValueLayout.JAVA_BYTE);
    int mismatch = Arrays.mismatch(expected, heard.body());
    return mismatch < 0 ? "" : "expected the file's bytes, found others from " + mismatch + " on";
  }

  static String length(Heard heard, Resource file) {
    return compare(
        "Content-Length", Long.toString(file.body().byteSize()), heard.values("Content-Length"));
  }

  static String type(Heard heard, Resource file) {
    return compare(
        "Content-Type",
        normal(file.contentType()),
        heard.values("Content-Type").stream().map(Files::normal).toList());
  }

  /** RFC 9110 section 8.3.1: types and charsets are not case-sensitive. */
  private static String normal(String type) {
    return type.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  static String date(Heard heard, Resource file) {
    List<String> found = heard.values("Date");
    OptionalLong date = found.size() == 1 ? HttpDate.parse(found.getFirst()) : OptionalLong.empty();
    long now = Instant.now().getEpochSecond();
    return date.isPresent() && Math.abs(date.getAsLong() - now) <= DATE_TOLERANCE_SECONDS
        ? ""
        : "expected the current Date, found " + found;
  }

  static String server(Heard heard, Resource file) {
    List<String> found = heard.values("Server");
    return found.size() == 1 && !found.getFirst().isEmpty()
        ? ""
        : "expected one Server, found " + found;
  }

  static String validators(Heard heard, Resource file) {
    List<String> tags = heard.values("ETag");
    if (tags.size() != 1 || !tags.getFirst().matches("(W/)?\".+\"")) {
      return "expected one ETag, found " + tags;
    }
    return compare(
        "Last-Modified", HttpDate.format(file.lastModified()), heard.values("Last-Modified"));
  }

  private static String compare(String field, String expected, List<String> found) {
    return found.equals(List.of(expected))
        ? ""
        : "expected %s %s, found %s".formatted(field, expected, found);
  }
}

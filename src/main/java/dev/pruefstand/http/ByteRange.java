package dev.pruefstand.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Range field asks for of a representation of known length.
 *
 * <p>Source: RFC 9110 sections 14.1.2 and 14.2.
 */
public sealed interface ByteRange {
  /** All of it: another unit, several ranges or no range at all, which a server may ignore. */
  record Whole() implements ByteRange {}

  /** Nothing of what is asked for is there: answer 416. */
  record Unsatisfiable() implements ByteRange {}

  /**
   * One part.
   *
   * @param first the index of its first byte
   * @param last the index of its last byte, which is there
   */
  record Part(long first, long last) implements ByteRange {
    /** How many bytes it has. */
    public long length() {
      return last - first + 1;
    }
  }

  /** One range, first and last or one of them. */
  Pattern FORM = Pattern.compile("bytes=[ \\t]*(\\d*)-(\\d*)[ \\t]*", Pattern.CASE_INSENSITIVE);

  /** Reads a field's value. */
  static ByteRange of(String value, long length) {
    Matcher matcher = FORM.matcher(value);
    if (!matcher.matches()) {
      return new Whole();
    }
    String from = matcher.group(1);
    String to = matcher.group(2);
    if (from.isEmpty()) {
      return to.isEmpty() ? new Whole() : suffix(number(to), length);
    }
    long first = number(from);
    long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
    if (last < first) {
      return new Whole();
    }
    return first >= length ? new Unsatisfiable() : new Part(first, Math.min(last, length - 1));
  }

  private static ByteRange suffix(long bytes, long length) {
    if (bytes == 0) {
      return new Unsatisfiable();
    }
    if (length == 0) {
      // Satisfiable, says RFC 9110 section 14.1.2, but no Content-Range can tell of no bytes.
      return new Whole();
    }
    return new Part(Math.max(0, length - bytes), length - 1);
  }

  /** Eighteen digits are more than any length and fit a long; more are as good as for ever. */
  private static long number(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > 18 ? Long.MAX_VALUE : Long.parseLong(significant);
  }
}

package dev.pruefstand.http;

/**
 * The syntax of a Host field: {@code uri-host [":" port]}. Allocation-free.
 *
 * <p>Source: RFC 9110 section 7.2, RFC 3986 section 3.2.2.
 */
final class Host {
  private static final String NAME_MARKS = "-._~!$&'()*+,;=%";

  private Host() {}

  static boolean isWellFormed(byte[] bytes, int from, int to) {
    int at = from;
    if (at < to && bytes[at] == '[') {
      at++;
      while (at < to && (Ascii.hex(bytes[at]) >= 0 || bytes[at] == ':' || bytes[at] == '.')) {
        at++;
      }
      if (at == to || bytes[at] != ']' || at == from + 1) {
        return false;
      }
      at++;
    } else {
      while (at < to && isNameByte(bytes, at, to)) {
        at++;
      }
    }
    if (at < to && bytes[at] == ':') {
      at++;
      while (at < to && Ascii.isDigit(bytes[at])) {
        at++;
      }
    }
    return at == to;
  }

  private static boolean isNameByte(byte[] bytes, int at, int to) {
    byte b = bytes[at];
    if (b == '%') {
      return at + 2 < to && Ascii.hex(bytes[at + 1]) >= 0 && Ascii.hex(bytes[at + 2]) >= 0;
    }
    return b > 0 && (isLetterOrDigit(b) || NAME_MARKS.indexOf(b) >= 0);
  }

  private static boolean isLetterOrDigit(byte b) {
    int lower = Ascii.lower(b);
    return (lower >= 'a' && lower <= 'z') || Ascii.isDigit(b);
  }
}

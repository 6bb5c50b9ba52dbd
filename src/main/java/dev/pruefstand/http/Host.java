package dev.pruefstand.http;

/**
 * The syntax of a Host field: {@code uri-host [":" port]}. Allocation-free.
 *
 * <p>Source: RFC 9110 section 7.2, RFC 3986 section 3.2.2.
 */
final class Host {
  private static final int LAST_PORT = 65_535;
  private static final String NAME_MARKS = "-._~!$&'()*+,;=%";

  private Host() {}

  static boolean isWellFormed(byte[] bytes, int from, int to) {
    int at = from;
    if (at < to && bytes[at] == '[') {
      int close = at + 1;
      while (close < to && bytes[close] != ']') {
        close++;
      }
      if (close == to || !isIpv6(bytes, at + 1, close)) {
        return false;
      }
      at = close + 1;
    } else {
      while (at < to && isNameByte(bytes, at, to)) {
        at++;
      }
      if (at == from && at < to) {
        // A port of no host.
        return false;
      }
    }
    return at == to || (bytes[at] == ':' && isPort(bytes, at + 1, to));
  }

  /** Groups of up to four digits, at most eight, and one gap at most; the last two may be IPv4. */
  private static boolean isIpv6(byte[] bytes, int from, int to) {
    int digits = 0;
    int groups = 0;
    int colons = 0;
    boolean gap = false;
    for (int at = from; at < to; at++) {
      byte b = bytes[at];
      if (b == ':') {
        boolean second = at > from && bytes[at - 1] == ':';
        if ((second && gap) || (digits == 0 && !second && at > from)) {
          return false;
        }
        gap |= second;
        colons++;
        digits = 0;
      } else if (b == '.') {
        return groups <= 7 && isIpv4(bytes, at - digits, to) && (gap || groups == 7);
      } else if (Ascii.hex(b) < 0 || ++digits > 4) {
        return false;
      } else if (digits == 1) {
        groups++;
      }
    }
    boolean ends = digits > 0 || (to - from >= 2 && bytes[to - 2] == ':');
    boolean begins = from < to && (bytes[from] != ':' || bytes[from + 1] == ':');
    return begins && ends && colons >= 2 && (gap ? groups <= 7 : groups == 8);
  }

  private static boolean isIpv4(byte[] bytes, int from, int to) {
    int parts = 1;
    int value = -1;
    for (int at = from; at < to; at++) {
      if (bytes[at] == '.') {
        if (value < 0) {
          return false;
        }
        parts++;
        value = -1;
      } else if (!Ascii.isDigit(bytes[at])) {
        return false;
      } else {
        if (value == 0) {
          // RFC 3986 section 3.2.2: no part begins with a zero and goes on, some read it as octal.
          return false;
        }
        value = Math.max(0, value) * 10 + bytes[at] - '0';
        if (value > 255) {
          return false;
        }
      }
    }
    return parts == 4 && value >= 0;
  }

  private static boolean isPort(byte[] bytes, int from, int to) {
    int port = 0;
    for (int at = from; at < to; at++) {
      if (!Ascii.isDigit(bytes[at])) {
        return false;
      }
      port = port * 10 + bytes[at] - '0';
      if (port > LAST_PORT) {
        return false;
      }
    }
    return true;
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

package dev.pruefstand.http;

/**
 * The character classes of HTTP and comparisons of byte ranges. Allocation-free.
 *
 * <p>Source: RFC 9110 sections 5.5 and 5.6.2, RFC 9112 section 3.2.
 */
final class Ascii {
  static final byte HTAB = '\t';
  static final byte LF = '\n';
  static final byte CR = '\r';
  static final byte SP = ' ';

  private static final int TOKEN = 1;
  private static final int TARGET = 2;
  private static final int VALUE = 4;
  private static final byte[] CLASSES = new byte[256];

  static {
    for (int c = 0x21; c <= 0x7e; c++) {
      CLASSES[c] = TARGET | VALUE;
    }
    for (int c = 0x80; c <= 0xff; c++) {
      CLASSES[c] = VALUE;
    }
    // RFC 9112 section 3.2: a fragment is no part of a target.
    CLASSES['#'] = VALUE;
    CLASSES[SP] = VALUE;
    CLASSES[HTAB] = VALUE;
    // RFC 9110 section 5.6.2: the delimiters are the visible characters that no token may hold.
    for (int c = '0'; c <= 'z'; c++) {
      if (Character.isLetterOrDigit(c)) {
        CLASSES[c] |= TOKEN;
      }
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      CLASSES[c] |= TOKEN;
    }
  }

  private Ascii() {}

  /** A character of a method or a field name. */
  static boolean isToken(byte b) {
    return (CLASSES[b & 0xff] & TOKEN) != 0;
  }

  /**
   * A visible ASCII character other than the mark of a fragment. RFC 3986 allows fewer, but
   * browsers send some of the others as they are, {@code |} and brackets above all, and a path is
   * only looked up: one that should not be finds nothing.
   */
  static boolean isTarget(byte b) {
    return (CLASSES[b & 0xff] & TARGET) != 0;
  }

  /** A character inside a field value: visible, space, tab, or beyond ASCII. */
  static boolean isValue(byte b) {
    return (CLASSES[b & 0xff] & VALUE) != 0;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  static boolean isBlank(byte b) {
    return b == SP || b == HTAB;
  }

  /** The letter's lower case, any other byte as it is. */
  static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }

  /** The value of a hexadecimal digit, −1 for any other byte. */
  static int hex(byte b) {
    return Character.digit(b, 16);
  }

  static boolean equal(byte[] expected, byte[] bytes, int from, int to) {
    if (to - from != expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the range reads like {@code lowerCase}, letters of either case. */
  static boolean equalIgnoreCase(byte[] lowerCase, byte[] bytes, int from, int to) {
    if (to - from != lowerCase.length) {
      return false;
    }
    for (int i = 0; i < lowerCase.length; i++) {
      if (lowerCase[i] != lower(bytes[from + i])) {
        return false;
      }
    }
    return true;
  }
}

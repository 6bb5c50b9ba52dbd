package dev.pruefstand.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The fields that change what a reader does. All others are checked and passed over. */
public enum Field {
  HOST("host"),
  CONNECTION("connection"),
  CONTENT_LENGTH("content-length"),
  TRANSFER_ENCODING("transfer-encoding"),
  ACCEPT("accept"),
  EXPECT("expect"),
  RANGE("range"),
  IF_MATCH("if-match"),
  IF_NONE_MATCH("if-none-match"),
  IF_MODIFIED_SINCE("if-modified-since"),
  IF_UNMODIFIED_SINCE("if-unmodified-since"),
  IF_RANGE("if-range");

  static final int COUNT = values().length;
  private static final Field[] ALL = values();

  @SuppressWarnings("ImmutableEnumChecker") // Never handed out, never written.
  private final byte[] lowerCase;

  private final String fieldName;

  Field(String lowerCase) {
    this.fieldName = lowerCase;
    this.lowerCase = lowerCase.getBytes(StandardCharsets.US_ASCII);
  }

  String fieldName() {
    return fieldName;
  }

  /** The field called {@code bytes[from, to)} in letters of either case; allocates nothing. */
  static @Nullable Field of(byte[] bytes, int from, int to) {
    for (Field field : ALL) {
      if (Ascii.equalIgnoreCase(field.lowerCase, bytes, from, to)) {
        return field;
      }
    }
    return null;
  }
}

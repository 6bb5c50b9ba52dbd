package dev.pruefstand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RFC 9112 section 7.1.1, written down once more as a regular expression. */
@Timeout(60)
class ChunkExtensionsTest {
  private static final String TOKEN = "[-!#$%&'*+.^_`|~0-9A-Za-z]+";
  private static final String QUOTED_STRING =
      "\"(?:[\\t !\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[\\t \\x21-\\x7e\\x80-\\xff])*\"";
  private static final Pattern CHUNK_EXT =
      Pattern.compile(
          "(?:B;BT(?:B=B(?:T|Q))?)*"
              .replace("T", TOKEN)
              .replace("B", "[ \\t]*")
              .replace("Q", QUOTED_STRING));

  /** One of each kind that the grammar tells apart. */
  private static final String KINDS = " ;=a\"\\,";

  private static final int LONGEST = 6;

  @Test
  void everyShortLineIsJudgedByTheGrammar() {
    int lines = 1;
    for (int length = 0; length <= LONGEST; length++) {
      for (int line = 0; line < lines; line++) {
        var text = new StringBuilder();
        for (int rest = line; text.length() < length; rest /= KINDS.length()) {
          text.append(KINDS.charAt(rest % KINDS.length()));
        }
        assertJudged(text.toString());
      }
      lines *= KINDS.length();
    }
  }

  @Test
  void everyByteIsJudgedByTheGrammarWhereverItStands() {
    for (char b = 0; b <= 0xff; b++) {
      if (b != '\r') {
        for (String line :
            new String[] {"?", ";?", ";a?", ";a=?", ";a=b?", ";a=\"?\"", ";a=\"\\?\""}) {
          assertJudged(line.replace('?', b));
          assertJudged(line.replace('?', b) + "\"");
        }
      }
    }
  }

  private static void assertJudged(String line) {
    var extensions = new ChunkExtensions();
    for (byte b : (line + '\r').getBytes(StandardCharsets.ISO_8859_1)) {
      if (!extensions.isMalformed()) {
        extensions.take(b);
      }
    }
    boolean fits = CHUNK_EXT.matcher(line).matches();
    assertEquals(fits, extensions.hasEnded(), line);
    assertEquals(!fits, extensions.isMalformed(), line);
  }
}

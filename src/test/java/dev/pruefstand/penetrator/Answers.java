package dev.pruefstand.penetrator;

import dev.pruefstand.penetrator.ScriptedNetwork.Piece;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers as a server would send them, right ones and others. */
final class Answers {
  static final String BODY = "The quick brown fox";
  static final Expectation EXPECTED = Expectation.of(BODY.getBytes(StandardCharsets.US_ASCII));

  static final String RIGHT = length("200 OK", BODY);
  static final String CLOSING = length("200 OK\r\nConnection: close", BODY);
  static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "a;why=not\r\nThe quick \r\n9\r\nbrown fox\r\n0\r\nTrailer: yes\r\n\r\n";
  static final String UNTIL_CLOSE = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + BODY;
  static final String INTERIM =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n";
  static final String WRONG_STATUS = length("503 Service Unavailable", BODY);
  static final String OTHER_STATUS = length("203 Non-Authoritative Information", BODY);
  static final String WRONG_LENGTH = length("200 OK", BODY + "!");
  static final String WRONG_CHECKSUM = length("200 OK", BODY.replace('q', 'Q'));
  static final String SURPLUS = RIGHT + "!";
  static final String MALFORMED = "SSH-2.0-OpenSSH_9.2p1\r\n";

  private Answers() {}

  static String length(String status, String body) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /** The whole answer at once, so much later. */
  static List<Piece> after(long nanos, String answer) {
    return List.of(Piece.of(nanos, answer));
  }
}

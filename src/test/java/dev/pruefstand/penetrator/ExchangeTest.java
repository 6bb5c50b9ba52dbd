package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.penetrator.Exchange.Outcome;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ExchangeTest {
  private static final String NONE = "HTTP/1.1 204 No Content\r\n\r\n";

  /** Whole answers whose end is told, all with the same body. */
  @SuppressWarnings("unused")
  private static final List<String> WITH_AN_END =
      List.of(
          Answers.RIGHT,
          Answers.CLOSING,
          Answers.CHUNKED,
          Answers.INTERIM + Answers.RIGHT,
          Answers.INTERIM + Answers.CHUNKED);

  private final MemorySegment input = Arena.ofAuto().allocate(256 * 1024);
  private final ByteBuffer inputBuffer = input.asByteBuffer();
  private final Exchange.Scratch scratch = new Exchange.Scratch();
  private final Exchange exchange = new Exchange(scratch);

  private Outcome receive(String piece) {
    byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
    input.asSlice(0, bytes.length).copyFrom(MemorySegment.ofArray(bytes));
    return exchange.receive(input, inputBuffer, 0, bytes.length);
  }

  /** The pieces one after the other; all but the last leave the exchange pending. */
  private Outcome receiveAll(List<String> pieces) {
    exchange.begin(false);
    for (String piece : pieces.subList(0, pieces.size() - 1)) {
      assertEquals(Outcome.PENDING, receive(piece), piece);
    }
    return receive(pieces.getLast());
  }

  private static List<String> bytewise(String answer) {
    return answer.chars().mapToObj(c -> String.valueOf((char) c)).toList();
  }

  /** In one piece, in two at every cut, and byte by byte. */
  private static List<List<String>> cuts(String answer) {
    var all = new ArrayList<List<String>>();
    all.add(List.of(answer));
    for (int cut = 1; cut < answer.length(); cut++) {
      all.add(List.of(answer.substring(0, cut), answer.substring(cut)));
    }
    all.add(bytewise(answer));
    return all;
  }

  private void assertRight(String answer) {
    assertNull(exchange.compare(Answers.EXPECTED));
    assertEquals(Answers.EXPECTED, exchange.found());
    assertEquals(answer.length(), exchange.answerBytes());
  }

  @ParameterizedTest
  @FieldSource("WITH_AN_END")
  void anAnswerCutAnywhereIsTheSameAnswer(String answer) {
    for (List<String> pieces : cuts(answer)) {
      assertEquals(Outcome.DONE, receiveAll(pieces), pieces::toString);
      assertRight(answer);
      assertEquals(!answer.equals(Answers.CLOSING), exchange.keepsAlive());
    }
  }

  @Test
  void anAnswerUntilTheStreamEndsCutAnywhereIsTheSameAnswer() {
    for (List<String> pieces : cuts(Answers.UNTIL_CLOSE)) {
      assertEquals(Outcome.PENDING, receiveAll(pieces));
      assertEquals(Outcome.DONE, exchange.end());
      assertRight(Answers.UNTIL_CLOSE);
      assertFalse(exchange.keepsAlive());
    }
  }

  @ParameterizedTest
  @FieldSource("WITH_AN_END")
  void aStreamThatEndsBeforeTheAnswerDoesIsAnEarlyClose(String answer) {
    for (int cut = 0; cut < answer.length(); cut++) {
      exchange.begin(false);
      if (cut > 0) {
        assertEquals(Outcome.PENDING, receive(answer.substring(0, cut)));
      }
      assertEquals(Outcome.FAILED, exchange.end());
      assertEquals(Failure.EARLY_CLOSE, exchange.failure());
    }
  }

  @ParameterizedTest
  @FieldSource("WITH_AN_END")
  void whatFollowsAnAnswerIsLeftForTheNext(String answer) {
    assertEquals(Outcome.DONE, receiveAll(List.of(answer + "!")));
    assertEquals(answer.length(), exchange.consumed());
    assertRight(answer);
    int middle = answer.length() / 2;
    assertEquals(
        Outcome.DONE,
        receiveAll(List.of(answer.substring(0, middle), answer.substring(middle) + "!")));
    assertEquals(answer.length() - middle, exchange.consumed());
    assertRight(answer);
  }

  @ParameterizedTest
  @FieldSource("WITH_AN_END")
  void anAnswerIsReadFromTheMiddleOfAPiece(String answer) {
    String before = Answers.RIGHT;
    assertEquals(Outcome.DONE, receiveAll(List.of(before + answer + Answers.RIGHT)));
    int end = exchange.consumed();
    assertEquals(before.length(), end);
    exchange.begin(false);
    assertEquals(
        Outcome.DONE,
        exchange.receive(input, inputBuffer, end, 2 * before.length() + answer.length()));
    assertEquals(before.length() + answer.length(), exchange.consumed());
    assertRight(answer);
  }

  @Test
  void anAnswerToHeadIsDoneWithItsHeadWhateverThatTells() {
    for (String answer : List.of(Answers.RIGHT, Answers.CHUNKED, Answers.UNTIL_CLOSE)) {
      String head = answer.substring(0, answer.indexOf("\r\n\r\n") + 4);
      for (List<String> pieces : cuts(head)) {
        exchange.begin(true);
        for (String piece : pieces.subList(0, pieces.size() - 1)) {
          assertEquals(Outcome.PENDING, receive(piece), piece);
        }
        assertEquals(Outcome.DONE, receive(pieces.getLast()));
        assertEquals(0, exchange.found().bodyBytes());
        assertTrue(exchange.keepsAlive());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2p1\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
      })
  void bytesThatAreNoHttpAreMalformedAtEveryCut(String answer) {
    for (List<String> pieces : cuts(answer)) {
      exchange.begin(false);
      Outcome outcome = Outcome.PENDING;
      for (String piece : pieces) {
        outcome = outcome == Outcome.PENDING ? receive(piece) : outcome;
      }
      assertEquals(Outcome.FAILED, outcome, pieces::toString);
      assertEquals(Failure.MALFORMED, exchange.failure());
    }
  }

  @Test
  void aHeadWithoutAnEndIsMalformed() {
    exchange.begin(false);
    assertEquals(Outcome.PENDING, receive("HTTP/1.1 200 OK\r\n"));
    Outcome outcome = Outcome.PENDING;
    for (int line = 0; line < 1_000 && outcome == Outcome.PENDING; line++) {
      outcome = receive("X-Filler: " + "x".repeat(1_000) + "\r\n");
    }
    assertEquals(Outcome.FAILED, outcome);
    assertEquals(Failure.MALFORMED, exchange.failure());
  }

  @Test
  void aBodyLargerThanAnyBufferArrivesInManyPieces() {
    String body = "0123456789abcdef".repeat(30_000);
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
            .formatted(body.length(), body);
    for (String answer : List.of(Answers.length("200 OK", body), chunked)) {
      List<String> pieces =
          Stream.iterate(0, at -> at < answer.length(), at -> at + 100_000)
              .map(at -> answer.substring(at, Math.min(answer.length(), at + 100_000)))
              .toList();
      assertEquals(Outcome.DONE, receiveAll(pieces));
      assertNull(exchange.compare(Expectation.of(body.getBytes(StandardCharsets.US_ASCII))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", NONE})
  void anAnswerWithoutABodyIsDoneWithItsHead(String answer) {
    for (List<String> pieces : cuts(answer)) {
      assertEquals(Outcome.DONE, receiveAll(pieces));
      assertEquals(0, exchange.found().bodyBytes());
      assertTrue(exchange.keepsAlive());
    }
  }

  @Test
  void whatDiffersFirstIsWhatIsWrong() {
    record Case(String answer, Failure kind) {}
    for (Case each :
        List.of(
            new Case(Answers.WRONG_STATUS, Failure.WRONG_STATUS),
            new Case(Answers.OTHER_STATUS, Failure.WRONG_STATUS),
            new Case(Answers.WRONG_LENGTH, Failure.WRONG_LENGTH),
            new Case(Answers.WRONG_CHECKSUM, Failure.WRONG_CHECKSUM))) {
      assertEquals(Outcome.DONE, receiveAll(List.of(each.answer())));
      assertEquals(each.kind(), exchange.compare(Answers.EXPECTED));
    }
  }

  @Test
  void withoutAnExpectationOnlyAnErrorIsWrong() {
    receiveAll(List.of(Answers.OTHER_STATUS));
    assertNull(exchange.compare(null));
    receiveAll(List.of(Answers.WRONG_STATUS));
    assertEquals(Failure.WRONG_STATUS, exchange.compare(null));
  }

  @Test
  void exchangesThatShareScratchMemoryDoNotDisturbEachOther() {
    var other = new Exchange(scratch);
    exchange.begin(false);
    other.begin(false);
    String right = Answers.RIGHT;
    for (int at = 0; at < right.length() - 1; at++) {
      assertEquals(Outcome.PENDING, receive(right.substring(at, at + 1)));
      input.set(ValueLayout.JAVA_BYTE, 0, (byte) Answers.CHUNKED.charAt(at));
      assertEquals(Outcome.PENDING, other.receive(input, inputBuffer, 0, 1));
    }
    assertEquals(Outcome.DONE, receive(right.substring(right.length() - 1)));
    assertRight(right);
  }
}

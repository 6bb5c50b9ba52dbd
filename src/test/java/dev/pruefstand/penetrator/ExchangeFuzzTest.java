package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pruefstand.Arrival;
import dev.pruefstand.penetrator.Exchange.Outcome;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/**
 * Answers of servers that send what nobody thought of. Every build reads the seeds, which stand in
 * the resources below {@code ExchangeFuzzTestInputs}; to search for more:
 *
 * <pre>
 *   JAZZER_FUZZ=1 mvn test -Dtest=ExchangeFuzzTest
 * </pre>
 *
 * What it finds it writes beside the seeds as {@code crash-…}: keep it, under a name that says what
 * it is. {@link Arrival} tells how a seed is written.
 */
@Timeout(60)
class ExchangeFuzzTest {
  private static final MemorySegment INPUT = Arena.ofAuto().allocate(64 * 1024);
  private static final ByteBuffer INPUT_BUFFER = INPUT.asByteBuffer();

  @FuzzTest(maxDuration = "10m")
  void anAnswerIsReadTheSameHoweverItsBytesAreCut(byte[] input) {
    Arrival arrival = Arrival.of(input, 0);
    String whole = read(arrival.whole());
    assertEquals(whole, read(arrival.pieces()));
    assertEquals(whole, read(arrival.single()));
  }

  private static String read(List<byte[]> pieces) {
    var scratch = new Exchange.Scratch();
    var exchange = new Exchange(scratch);
    exchange.begin(false);
    Outcome outcome = Outcome.PENDING;
    int read = 0;
    while (outcome == Outcome.PENDING && read < pieces.size()) {
      byte[] piece = pieces.get(read++);
      MemorySegment.copy(MemorySegment.ofArray(piece), 0, INPUT, 0, piece.length);
      outcome = exchange.receive(INPUT, INPUT_BUFFER, 0, piece.length);
      INPUT.asSlice(0, piece.length).fill((byte) 'I');
    }
    if (outcome == Outcome.FAILED) {
      return "failed: " + exchange.failure();
    }
    String found = exchange.found() + (exchange.keepsAlive() ? " keep-alive" : " close");
    if (outcome == Outcome.DONE) {
      return "done: " + found + " after " + exchange.answerBytes();
    }
    return exchange.end() == Outcome.DONE ? "until close: " + found : "pending";
  }
}

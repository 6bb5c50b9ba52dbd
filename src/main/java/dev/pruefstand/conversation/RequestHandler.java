package dev.pruefstand.conversation;

import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.http.Field;
import dev.pruefstand.http.Method;
import dev.pruefstand.http.RequestBody;
import dev.pruefstand.http.RequestParser;
import dev.pruefstand.http.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one connection and puts their answers into its outbox: in order, each after
 * its body, and none behind one that ends the connection.
 */
final class RequestHandler {
  private static final Logger LOG = System.getLogger(RequestHandler.class.getName());

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int FIRST_REFUSAL = 4;

  /** What a client's receive buffer takes, even if it reads nothing. */
  private static final int LONG_ANSWER_BYTES = 16 * 1024;

  private final Conversations shared;
  private final RequestParser parser;
  private final Responder responder;
  private final RequestBody body;
  private final Outbox outbox;
  private final Outstanding outstanding;

  /** The answer to a request whose body has not ended yet; it is read before it is answered. */
  private @Nullable Answer awaiting;

  private Phase afterwards = Phase.RECEIVING;
  private boolean waitsForRoom;
  private long beganNanos;

  /** Whether the client has been told to go on and send the body. */
  private boolean invited;

  /** Heads that have been read so far. */
  private int heads;

  RequestHandler(Conversations shared, Outbox outbox, Outstanding outstanding) {
    this.shared = shared;
    this.parser = new RequestParser(shared.limits);
    this.responder = new Responder(shared, parser);
    this.body = new RequestBody(shared.limits);
    this.outbox = outbox;
    this.outstanding = outstanding;
  }

  /** Where the answers so far lead once all of them are sent. */
  Phase afterwards() {
    return afterwards;
  }

  /** Nothing more is answered. */
  void end(Phase next) {
    afterwards = next;
    waitsForRoom = false;
  }

  /** Whether the rest of the bytes was left because there was no room for an answer. */
  boolean waitsForRoom() {
    return waitsForRoom;
  }

  /** More bytes have come than can be answered now. */
  void waitForRoom() {
    waitsForRoom = true;
  }

  /** Whether a head has been read and its body has not. */
  boolean awaitsBody() {
    return awaiting != null;
  }

  /** Whether what was sent last belongs to the request that is under way. */
  boolean hasInvited() {
    return invited;
  }

  /** Whether more has been read of a head than the empty lines that may precede it. */
  boolean hasBegunHead() {
    return parser.begun();
  }

  /** The number of the request that is under way, or will come next. */
  int request() {
    return awaiting == null ? heads + 1 : heads;
  }

  /**
   * Answers whole requests as long as there is room, and returns how many bytes they took.
   *
   * @param bytes what has arrived, from 0 on: first the rest of the request that is under way
   * @param began when its first byte was received
   */
  int serve(Workspace workspace, byte[] bytes, int end, long began) {
    beganNanos = began;
    waitsForRoom = false;
    int at = 0;
    while (at < end && afterwards == Phase.RECEIVING) {
      if (!outbox.hasRoom(workspace) || outstanding.isFull()) {
        waitsForRoom = true;
        break;
      }
      if (awaiting != null) {
        RequestBody.Outcome outcome = body.read(bytes, at, end);
        at += body.consumed();
        if (!followBody(workspace, outcome)) {
          break;
        }
        continue;
      }
      RequestParser.Outcome outcome = parser.parse(bytes, at, end);
      if (outcome == RequestParser.Outcome.INCOMPLETE) {
        break;
      }
      outstanding.line(bytes, at, end);
      if (outcome == RequestParser.Outcome.REFUSED) {
        refuse(workspace, parser.refusal());
        break;
      }
      int length = parser.length();
      heads++;
      respond(workspace, bytes, at, at + length < end);
      at += length;
      if (awaiting == null) {
        parser.reset();
      }
    }
    return at;
  }

  /**
   * Answers, or remembers the answer until the body has been read.
   *
   * @param more whether bytes have arrived behind the head
   */
  private void respond(Workspace workspace, byte[] bytes, int start, boolean more) {
    try {
      Answer answer = responder.answer(bytes, start, shared.isDraining() && !more);
      boolean expects = parser.values().has(Field.EXPECT) && parser.minorVersion() > 0;
      if (expects
          && !"100-continue".equalsIgnoreCase(parser.values().text(Field.EXPECT, bytes, start))) {
        refuse(workspace, Status.EXPECTATION_FAILED);
      } else if (!parser.values().hasBody()) {
        answer(workspace, answer);
      } else if (answer.status() == Status.BAD_REQUEST) {
        // No target, and so nobody for whom to read the body.
        refuse(workspace, Status.BAD_REQUEST);
      } else {
        awaiting = answer;
        boolean ended = followBody(workspace, body.begin(parser.values()));
        if (expects && !ended && afterwards == Phase.RECEIVING) {
          expect(workspace, bytes, start, more);
        }
      }
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, "a request could not be answered", fault);
      refuse(workspace, Status.INTERNAL_SERVER_ERROR);
    }
  }

  /** RFC 9110 section 10.1.1: the client waits for a word before it sends the body. */
  private void expect(Workspace workspace, byte[] bytes, int start, boolean more) {
    if (awaiting != null && awaiting.status().family() >= FIRST_REFUSAL) {
      // The body would change nothing: the final answer at once, and the last one.
      awaiting = null;
      answer(workspace, responder.answer(bytes, start, true));
      end(Phase.LINGERING);
    } else if (!more) {
      outbox.add(workspace, CONTINUE);
      invited = true;
    }
  }

  /** Returns whether the body has ended and its request was answered. */
  private boolean followBody(Workspace workspace, RequestBody.Outcome outcome) {
    Answer answer = awaiting;
    switch (outcome) {
      case INCOMPLETE -> {
        return false;
      }
      case TOO_LARGE -> refuse(workspace, Status.CONTENT_TOO_LARGE);
      case MALFORMED -> refuse(workspace, Status.BAD_REQUEST);
      case COMPLETE -> {
        awaiting = null;
        invited = false;
        if (answer != null) {
          answer(workspace, answer);
        }
        parser.reset();
        return true;
      }
    }
    return false;
  }

  private void answer(Workspace workspace, Answer answer) {
    boolean withBody = responder.sendsBody();
    long length = outbox.add(workspace, answer, shared.dateNow(), withBody);
    if (responder.closes()) {
      // What is long is still on its way when the socket has taken it, and a client that has not
      // asked for the end may have sent more meanwhile. RFC 9112 section 9.6.
      boolean isShort = outbox.addedBytes() <= LONG_ANSWER_BYTES;
      afterwards = isShort && !parser.keepsAlive() ? Phase.FINISHED : Phase.LINGERING;
    }
    if (responder.tellsStatistics()) {
      // It is kept in the heap until it is sent: one at a time.
      outbox.closeUntilSent();
      outstanding.addUncounted(answer, length, beganNanos);
    } else {
      outstanding.add(answer, responder.path(), responder.resource(), length, beganNanos);
    }
  }

  /**
   * Puts the answer to bytes that are no request, or too much of one: the last on its connection.
   */
  void refuse(Workspace workspace, Status status) {
    awaiting = null;
    end(Phase.LINGERING);
    Answer answer = shared.answers.error(status, Answer.Persistence.CLOSE);
    boolean withBody = parser.method() != Method.HEAD;
    long length = outbox.add(workspace, answer, shared.dateNow(), withBody);
    outstanding.add(answer, "", null, length, beganNanos);
  }

  /** The same when the rest of a request did not come, or has no room. */
  void refuse(Workspace workspace, Status status, byte @Nullable [] bytes, int end) {
    if (bytes != null && awaiting == null) {
      outstanding.line(bytes, 0, end);
    }
    refuse(workspace, status);
  }
}

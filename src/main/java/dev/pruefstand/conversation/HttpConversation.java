package dev.pruefstand.conversation;

import dev.pruefstand.http.Field;
import dev.pruefstand.http.Method;
import dev.pruefstand.http.RequestBody;
import dev.pruefstand.http.RequestParser;
import dev.pruefstand.http.Status;
import dev.pruefstand.site.Resource;
import dev.pruefstand.stats.ServerStats;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over the bytes of one connection. Serving a file that fits the workspace from a request
 * that arrived whole allocates nothing and keeps nothing.
 */
final class HttpConversation implements Conversation {
  private static final Logger LOG = System.getLogger(HttpConversation.class.getName());

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int FIRST_REFUSAL = 4;

  /** What a client's receive buffer takes, even if it reads nothing. */
  private static final int LONG_ANSWER_BYTES = 16 * 1024;

  /** What is kept of a request line to be logged: thousands of them may wait to be written. */
  private static final int LONGEST_LINE = 1024;

  private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();

  private final Conversations shared;
  private final RequestParser parser;
  private final Responder responder;
  private final RequestBody body;
  private final Inbox inbox = new Inbox();
  private final Outbox outbox = new Outbox();
  private final Outstanding outstanding;

  /** The answer to a request whose body has not ended yet; it is read before it is answered. */
  private @Nullable Answer awaiting;

  private Phase phase = Phase.RECEIVING;

  /** Where the present answer leads once all of it is sent. */
  private Phase afterwards = Phase.RECEIVING;

  private boolean requestBegun;
  private long beganNanos;
  private long deadlineNanos;

  private String requestLine = "";

  /** Bytes of /stats answers that are still to be sent, and counted nowhere. */
  private long uncountedBytes;

  /** What the server's memory budget has lent to this connection. */
  private long lentBytes;

  HttpConversation(Conversations shared, String client, long nowNanos) {
    this.shared = shared;
    this.parser = new RequestParser(shared.limits);
    this.responder = new Responder(shared, parser);
    this.body = new RequestBody(shared.limits);
    this.outstanding = new Outstanding(shared.stats, shared.log, client);
    this.deadlineNanos = nowNanos + shared.limits.idle().toNanos();
  }

  @Override
  public void receive(Workspace workspace, int bytes, long nowNanos) {
    if (phase != Phase.RECEIVING) {
      return;
    }
    if (!requestBegun) {
      beganNanos = nowNanos;
    }
    byte[] joined = inbox.join(workspace, bytes);
    serveAndKeep(workspace, joined);
    settle(nowNanos);
    if (!borrow()) {
      inbox.clear();
      if (outbox.hasRoom(workspace)) {
        refuse(workspace, Status.SERVICE_UNAVAILABLE);
      } else {
        // Nothing can come behind an answer that is not put together to its end.
        afterwards = Phase.FINISHED;
      }
      if (!borrow()) {
        outbox.clear();
        phase = Phase.FINISHED;
      }
      settle(nowNanos);
    }
  }

  private void serveAndKeep(Workspace workspace, byte[] bytes) {
    inbox.ready(false);
    int end = inbox.bytes();
    int used = serve(workspace, bytes, end);
    if (afterwards == Phase.RECEIVING) {
      inbox.keepFrom(bytes, used);
    } else {
      if (used < end && afterwards == Phase.FINISHED) {
        // The client has sent more than it will get answers for.
        afterwards = Phase.LINGERING;
      }
      inbox.clear();
    }
  }

  /** Brings what is lent to what is held; returns false if that is more than the budget allows. */
  private boolean borrow() {
    long held = inbox.heldBytes() + outbox.heldBytes();
    if (held == lentBytes) {
      return true;
    }
    if (!shared.memory.lend(held - lentBytes)) {
      return false;
    }
    lentBytes = held;
    return true;
  }

  /** Answers whole requests as long as there is room, and returns how many bytes they took. */
  private int serve(Workspace workspace, byte[] bytes, int end) {
    int at = 0;
    while (at < end && afterwards == Phase.RECEIVING) {
      if (!outbox.hasRoom(workspace) || outstanding.isFull()) {
        inbox.ready(true);
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
      if (outcome == RequestParser.Outcome.REFUSED) {
        refuse(workspace, parser.refusal());
        break;
      }
      int length = parser.length();
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
      Answer answer = responder.answer(bytes, start);
      if (outstanding.wantsLines()) {
        requestLine = line(bytes, start);
      }
      boolean expects = parser.values().has(Field.EXPECT) && parser.minorVersion() > 0;
      if (expects
          && !"100-continue".equalsIgnoreCase(parser.values().text(Field.EXPECT, bytes, start))) {
        refuse(workspace, Status.EXPECTATION_FAILED);
      } else if (!parser.values().hasBody()) {
        answer(workspace, answer);
      } else {
        awaiting = answer;
        boolean ended = followBody(workspace, body.begin(parser.values()));
        if (expects && !ended && !refused()) {
          expect(workspace, answer, more);
        }
      }
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, "a request could not be answered", fault);
      refuse(workspace, Status.INTERNAL_SERVER_ERROR);
    }
  }

  private boolean refused() {
    return afterwards != Phase.RECEIVING;
  }

  /** RFC 9110 section 10.1.1: the client waits for a word before it sends the body. */
  private void expect(Workspace workspace, Answer answer, boolean more) {
    if (answer.status().family() >= FIRST_REFUSAL) {
      // The body would change nothing: the final answer at once.
      refuse(workspace, answer.status());
    } else if (!more) {
      outbox.add(workspace, CONTINUE);
      phase = Phase.SENDING;
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
    long length = stage(workspace, answer, responder.sendsBody());
    if (responder.closes()) {
      // A long answer is still on its way when the socket has taken it. RFC 9112 section 9.6.
      afterwards = length > LONG_ANSWER_BYTES ? Phase.LINGERING : Phase.FINISHED;
    }
    if (responder.tellsStatistics()) {
      uncountedBytes += length;
      // They are made anew each time: others are served before this client gets them again.
      outbox.closeUntilSent();
      remember(answer, null, responder.sendsBody());
    } else {
      Resource resource = responder.resource();
      count(
          answer,
          responder.path(),
          resource == null ? ServerStats.OTHER_PATH : resource.index(),
          responder.sendsBody());
    }
  }

  private void count(Answer answer, String path, int index, boolean withBody) {
    shared.stats.answered(answer.status().family(), index);
    remember(answer, path, withBody);
  }

  private void remember(Answer answer, @Nullable String path, boolean withBody) {
    long bodyBytes = withBody ? answer.body().byteSize() : 0;
    outstanding.add(path, answer.status().code(), beganNanos, requestLine, bodyBytes);
    requestLine = "";
  }

  private String line(byte[] bytes, int start) {
    int from = start;
    while (bytes[from] == '\r' || bytes[from] == '\n') {
      from++;
    }
    int to = from;
    while (bytes[to] != '\r' && to - from < LONGEST_LINE) {
      to++;
    }
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private void refuse(Workspace workspace, Status status) {
    awaiting = null;
    afterwards = Phase.LINGERING;
    boolean withBody = parser.method() != Method.HEAD;
    Answer answer = shared.answers.error(status, Answer.Persistence.CLOSE);
    stage(workspace, answer, withBody);
    count(answer, "", ServerStats.OTHER_PATH, withBody);
  }

  private long stage(Workspace workspace, Answer answer, boolean withBody) {
    phase = Phase.SENDING;
    byte[] date = shared.date.at(System.currentTimeMillis() / 1000);
    return outbox.add(workspace, answer, date, withBody);
  }

  @Override
  public void end() {
    if (phase == Phase.SENDING) {
      afterwards = inbox.isReady() && afterwards == Phase.RECEIVING ? afterwards : Phase.FINISHED;
    } else {
      phase = Phase.FINISHED;
    }
  }

  @Override
  public long pending(Workspace workspace, long nowNanos) {
    return phase == Phase.SENDING ? outbox.offer(workspace) : 0;
  }

  @Override
  public void sent(Workspace workspace, long bytes, long nowNanos) {
    // Which of several answers the bytes are of does not matter once all of them are sent.
    long uncounted = Math.min(bytes, uncountedBytes);
    uncountedBytes -= uncounted;
    shared.stats.sent(bytes - uncounted);
    boolean all = outbox.taken(workspace, bytes);
    if (bytes > 0) {
      deadlineNanos = nowNanos + shared.limits.write().toNanos();
    }
    if (all) {
      outstanding.sent(nowNanos);
      phase = afterwards;
      byte[] waiting = inbox.kept();
      if (waiting != null && inbox.isReady() && phase == Phase.RECEIVING) {
        serveAndKeep(workspace, waiting);
      }
      settle(nowNanos);
    }
    if (!borrow()) {
      // There is no memory for what the client does not take, so it cannot be kept.
      outbox.clear();
      phase = Phase.FINISHED;
    }
  }

  @Override
  public void close() {
    inbox.clear();
    outbox.clear();
    borrow();
  }

  /** Sets the deadline of the phase that now begins. */
  private void settle(long nowNanos) {
    switch (phase) {
      case RECEIVING -> {
        boolean begun = awaiting != null || (inbox.bytes() > 0 && parser.begun());
        if (begun) {
          beganNanos = requestBegun ? beganNanos : nowNanos;
          deadlineNanos = beganNanos + shared.limits.request().toNanos();
        } else {
          deadlineNanos = nowNanos + shared.limits.idle().toNanos();
        }
        requestBegun = begun;
      }
      case SENDING -> {
        // The word that a body may come belongs to the request that it comes with.
        requestBegun = awaiting != null;
        deadlineNanos = nowNanos + shared.limits.write().toNanos();
      }
      case LINGERING -> deadlineNanos = nowNanos + LINGER_NANOS;
      case FINISHED -> {}
    }
  }

  @Override
  public void surplus(long nowNanos) {
    phase = Phase.LINGERING;
    settle(nowNanos);
  }

  @Override
  public boolean isIdle() {
    return phase == Phase.RECEIVING && !requestBegun;
  }

  @Override
  public Phase phase() {
    return phase;
  }

  @Override
  public long deadlineNanos() {
    return deadlineNanos;
  }

  @Override
  public void expire(Workspace workspace, long nowNanos) {
    if (phase == Phase.RECEIVING && requestBegun) {
      refuse(workspace, Status.REQUEST_TIMEOUT);
      inbox.clear();
      settle(nowNanos);
    } else {
      phase = Phase.FINISHED;
    }
  }
}

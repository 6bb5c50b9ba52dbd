package dev.pruefstand.bench.fairness;

import java.io.IOException;
import java.util.List;

/**
 * What every contender has to do alike. Those that do less of it are faster for a reason that has
 * nothing to do with how they wait or who works.
 */
public enum Check {
  STATUS("200 for each file", Files.each(Files::status)),
  BODY("each file byte for byte", Files.each(Files::body)),
  LENGTH("one Content-Length, and it is the body's", Files.each(Files::length)),
  TYPE("the same media type and charset, case and spaces aside", Files.each(Files::type)),
  DATE("a Date that is now, give or take ten seconds", Files.each(Files::date)),
  SERVER("one Server that is not empty, whatever it says", Files.each(Files::server)),
  VALIDATORS("an ETag in quotes, and the file's Last-Modified", Files.each(Files::validators)),
  INDEX("index.html for /", Requests::index),
  DECODING("percent-encoded paths and queries lead to the same file", Requests::decoding),
  HEAD("the same head and no body for HEAD", Requests::head),
  UNKNOWN("404 for a path that the site does not have", Requests::unknown),
  METHOD("405 for DELETE", Requests::method),
  HOST("400 for HTTP/1.1 without Host, RFC 9112 section 3.2", Requests::host),
  NONSENSE("no success for what is no request", Requests::nonsense),
  LIMIT("no success for a field of 2 MiB", Requests::limit),
  KEEP_ALIVE("HTTP/1.1 keeps the connection without being asked", Connections::keepAlive),
  PIPELINE("requests that come together are answered in order", Connections::pipeline),
  CLOSE("Connection: close is confirmed and done", Connections::close),
  OLD("HTTP/1.0 ends the connection", Connections::old),
  OLD_KEEP_ALIVE("HTTP/1.0 keeps the connection if asked, and says so", Connections::oldKeepAlive);

  /** How a contender is examined. */
  @FunctionalInterface
  interface Examination {
    /** What is not as it should be; empty if nothing. */
    List<String> findings(Contender contender) throws IOException;
  }

  private final String demand;
  private final Examination examination;

  Check(String demand, Examination examination) {
    this.demand = demand;
    this.examination = examination;
  }

  /** Whether whoever fails it is fast with something else than the site. */
  public boolean isOfTheAnswers() {
    return this == STATUS || this == BODY;
  }

  /** What is demanded, as one line for people. */
  public String demand() {
    return demand;
  }

  /** What is not as it should be; empty if nothing. A contender that does not answer is found. */
  List<String> findings(Contender contender) {
    try {
      return examination.findings(contender);
    } catch (IOException | NumberFormatException unanswered) {
      return List.of(unanswered.toString());
    }
  }
}

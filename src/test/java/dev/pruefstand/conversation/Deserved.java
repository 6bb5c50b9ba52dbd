package dev.pruefstand.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.http.Field;
import dev.pruefstand.http.Limits;
import dev.pruefstand.http.Method;
import dev.pruefstand.http.RequestBody;
import dev.pruefstand.http.RequestParser;
import dev.pruefstand.http.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/**
 * What a request has a right to, found by reading all bytes at once and answering nothing.
 *
 * @param method {@code UNKNOWN} if it was refused before its method was read
 * @param refusal the status of a refusal; null if the request is to be answered
 * @param must whether there must be an answer: not while the request is still on its way
 * @param atOnce whether an error may be told before the body has arrived, RFC 9110 section 10.1.1
 * @param hasBody then a target that cannot be read may be refused without looking at the body
 * @param closes whether the client has asked for a close
 */
record Deserved(
    Method method,
    @Nullable Status refusal,
    boolean must,
    boolean atOnce,
    boolean hasBody,
    boolean closes) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern METRIC =
      Pattern.compile("# .*|[a-z_]+(\\{[a-z]+=\"([^\"\\\\]|\\\\.)*\"})? [0-9.E-]+");

  /** Requests up to the first that is refused, the last perhaps unfinished. */
  static List<Deserved> of(byte[] bytes, Limits limits) {
    var parser = new RequestParser(limits);
    var body = new RequestBody(limits);
    var all = new ArrayList<Deserved>();
    int at = 0;
    while (true) {
      switch (parser.parse(bytes, at, bytes.length)) {
        case INCOMPLETE -> {
          if (parser.begun()) {
            all.add(new Deserved(parser.method(), null, false, false, false, false));
          }
          return all;
        }
        case REFUSED -> {
          all.add(new Deserved(parser.method(), parser.refusal(), true, false, false, true));
          return all;
        }
        case COMPLETE -> {}
      }
      boolean expects = parser.values().has(Field.EXPECT) && parser.minorVersion() > 0;
      String expected = parser.values().text(Field.EXPECT, bytes, at);
      at += parser.length();
      RequestBody.Outcome outcome = RequestBody.Outcome.COMPLETE;
      Status refusal = null;
      boolean atOnce = false;
      if (expects && !"100-continue".equalsIgnoreCase(expected)) {
        refusal = Status.EXPECTATION_FAILED;
      } else if (parser.values().hasBody()) {
        outcome = body.begin(parser.values());
        if (outcome == RequestBody.Outcome.INCOMPLETE) {
          atOnce = expects;
          outcome = body.read(bytes, at, bytes.length);
          at += body.consumed();
        }
      }
      if (refusal == null) {
        refusal =
            switch (outcome) {
              case MALFORMED -> Status.BAD_REQUEST;
              case TOO_LARGE -> Status.CONTENT_TOO_LARGE;
              case INCOMPLETE, COMPLETE -> null;
            };
      }
      boolean must = refusal != null || outcome == RequestBody.Outcome.COMPLETE;
      all.add(
          new Deserved(
              parser.method(),
              refusal,
              must,
              atOnce,
              parser.values().hasBody(),
              !parser.keepsAlive()));
      if (refusal != null || outcome != RequestBody.Outcome.COMPLETE) {
        return all;
      }
      parser.reset();
    }
  }

  /** Which of the requests are HEAD. */
  static List<Boolean> toHead(List<Deserved> all) {
    return all.stream().map(each -> each.method == Method.HEAD).toList();
  }

  /** Fails unless these are the answers; returns whether the connection ends with the last. */
  static boolean check(List<Deserved> all, List<Response> responses) {
    List<Response> finals = responses.stream().filter(each -> each.status() != 100).toList();
    for (int i = 0; i < all.size(); i++) {
      Deserved deserved = all.get(i);
      if (i == finals.size()) {
        assertTrue(!deserved.must, "expected an answer to " + deserved);
        return false;
      }
      Response response = finals.get(i);
      boolean tooEarly =
          (deserved.atOnce && response.status() >= 400)
              || (deserved.hasBody && response.status() == 400);
      assertTrue(deserved.must || tooEarly, "expected no answer yet, found " + response);
      if (deserved.refusal != null && !tooEarly) {
        assertEquals(deserved.refusal.code(), response.status());
      }
      boolean closes = "close".equals(response.field("Connection"));
      assertTrue(closes || deserved.refusal == null, "expected a close, found " + response);
      assertTrue(closes || !deserved.closes, "expected a close, found " + response);
      if (response.status() == 200 && deserved.method == Method.GET) {
        assertKnown(response);
      }
      if (closes) {
        assertEquals(i + 1, finals.size(), "answers up to the close");
        return true;
      }
    }
    assertEquals(all.size(), finals.size(), "answers");
    return false;
  }

  private static void assertKnown(Response response) {
    if (response.field("Cache-Control") == null) {
      List<String> bodies =
          List.of(
              SampleSite.HELLO,
              SampleSite.INDEX,
              SampleSite.LARGE,
              SampleSite.LARGE.substring(0, 16 * 1024));
      assertTrue(bodies.contains(response.body()), "expected a file, found " + response);
    } else {
      String type = response.field("Content-Type");
      assertNotNull(type);
      byte[] body = response.body().getBytes(StandardCharsets.ISO_8859_1);
      if (type.equals("application/json")) {
        JSON.readTree(body);
      } else if (type.startsWith("text/plain")) {
        for (String line : new String(body, StandardCharsets.UTF_8).split("\n")) {
          assertTrue(METRIC.matcher(line).matches(), line);
        }
      }
    }
  }
}

package dev.pruefstand.stats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same counters as a page, as JSON and as metrics; paths are whatever a client sends. */
@Timeout(60)
class StatsFormatsTest {
  private static final Pattern SERIES =
      Pattern.compile(
          "([a-z_]+)(\\{[a-z]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"})? -?[0-9.]+(E-?\\d+)?");

  private static Snapshot snapshot(String path) {
    Histogram service = Stripe.emptySum();
    service.recordValue(1_000_000);
    service.recordValue(3_000_000);
    return new Snapshot(
        12_345,
        7,
        3,
        List.of(0L, 0L, 1_000L, 20L, 30L, 4L),
        Map.of(path, 1_040L),
        14,
        5,
        1_234_567,
        service,
        List.of(new Request(784_111_777_123L, path, 200, 1_500_000), new Request(0, "", 400, 9)));
  }

  @Test
  void theJsonHoldsEveryCounter() {
    JsonNode json = JsonMapper.shared().readTree(StatsJson.of(snapshot("/a.html")));
    assertEquals(12_345, json.get("uptimeMillis").asLong());
    assertEquals(1_054, json.get("requests").asLong());
    assertEquals(1_000, json.get("status2xx").asLong());
    assertEquals(20, json.get("status3xx").asLong());
    assertEquals(30, json.get("status4xx").asLong());
    assertEquals(4, json.get("status5xx").asLong());
    assertEquals(5, json.get("statsRequests").asLong());
    assertEquals(1_234_567, json.get("bytesSent").asLong());
    assertEquals(4, json.get("connectionsOpen").asLong());
    assertEquals(7, json.get("connectionsTotal").asLong());
    assertEquals(2, json.at("/serviceMicros/count").asLong());
    assertEquals(2_000, json.at("/serviceMicros/mean").asDouble(), 20);
    assertEquals(1_000, json.at("/serviceMicros/p50").asDouble(), 10);
    assertEquals(3_000, json.at("/serviceMicros/p99.9").asDouble(), 30);
    assertEquals(1_040, json.get("paths").get("/a.html").asLong());
    assertEquals(14, json.get("otherPaths").asLong());
    assertEquals(784_111_777_123L, json.at("/latest/0/endedMillis").asLong());
    assertEquals(1_500, json.at("/latest/0/micros").asDouble());
    assertEquals(200, json.at("/latest/0/status").asInt());
    assertEquals("", json.at("/latest/1/path").asString());
    assertEquals(14, json.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/\"quoted\"",
        "/back\\slash\\",
        "/\\\"",
        "/\b\f\n\r\t\u0001\u001f\u007f",
        "/<script>alert('x')</script>",
        "/%s%d%n%1$s",
        "/&amp;<>&lt;",
        "/äöü\u20ac\u2028\u2029",
        "/\ud83d\ude00",
        "/\ud83d",
        "/\ufffd\ufeff\u202e",
        "/a b",
        "/}{]["
      })
  void aHostilePathIsAStringInAllOfThem(String path) {
    // As it is sent: half a surrogate pair is no character, and UTF-8 has none for it.
    byte[] sent = StatsJson.of(snapshot(path)).getBytes(UTF_8);
    String read = new String(path.getBytes(UTF_8), UTF_8);
    JsonNode json = JsonMapper.shared().readTree(sent);
    assertEquals(1_040, json.get("paths").get(read).asLong());
    assertEquals(read, json.at("/latest/0/path").asString());

    String page = StatsPage.of(snapshot(path));
    String plain = StatsPage.of(snapshot("/a"));
    assertEquals(count(plain, '<'), count(page, '<'), "the page has other elements");
    assertEquals(count(plain, '>'), count(page, '>'));
    assertEquals(count(plain, '"'), count(page, '"'));
    assertEquals(count(plain, '\''), count(page, '\''));

    for (String line : StatsMetrics.of(snapshot(path)).split("\n")) {
      assertTrue(line.startsWith("# ") || SERIES.matcher(line).matches(), line);
    }
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  @Test
  void thePageHoldsTheCountersForPeople() {
    String html = StatsPage.of(snapshot("/a&b"));
    for (String part :
        new String[] {
          "Up for 12 s.",
          "<dt>requests answered<dd>1,054<",
          "(2xx)<dd>1,000<",
          "(3xx)<dd>20<",
          "(4xx)<dd>30<",
          "(5xx)<dd>4<",
          "<dt>bytes sent<dd>1,234,567<",
          "<dt>connections open<dd>4<",
          "<dt>connections in total<dd>7<",
          "<dt>50 %<dd>1,0",
          "<tr><td>/a&amp;b<td class=\"n\">1,040<td><meter max=\"1054\" value=\"1040\">",
          "<em>all others</em><td class=\"n\">14<",
          "<tr><td>08:49:37.123<td>/a&amp;b<td>200<td class=\"n\">1,500\n",
          "<em>not understood</em><td class=\"bad\">400<",
          "width: 100%;",
          "http-equiv=\"refresh\""
        }) {
      assertTrue(html.contains(part), part + " in " + html);
    }
    assertFalse(html.contains("://"), "nothing from elsewhere");
  }

  @Test
  void theMetricsNameEachSeriesOnceBehindItsType() {
    String text = StatsMetrics.of(snapshot("/a\"\\\nb"));
    assertTrue(text.endsWith("\n"));
    Set<String> series = new HashSet<>();
    String typed = "";
    for (String line : text.split("\n")) {
      if (line.startsWith("# TYPE ")) {
        typed = line.split(" ")[2];
      } else if (!line.startsWith("# HELP ")) {
        Matcher matcher = SERIES.matcher(line);
        assertTrue(matcher.matches(), line);
        assertTrue(matcher.group(1).startsWith(typed), line);
        assertTrue(series.add(line.substring(0, line.lastIndexOf(' '))), "twice: " + line);
      }
    }
    for (String line :
        new String[] {
          "pruefstand_requests_total{class=\"2xx\"} 1000",
          "pruefstand_requests_total{class=\"5xx\"} 4",
          "pruefstand_path_requests_total{path=\"/a\\\"\\\\\\nb\"} 1040",
          "pruefstand_path_requests_total{path=\"\"} 14",
          "pruefstand_stats_requests_total 5",
          "pruefstand_sent_bytes_total 1234567",
          "pruefstand_connections_total 7",
          "pruefstand_connections_open 4",
          "pruefstand_uptime_seconds 12.345",
          "pruefstand_service_seconds_count 2",
          "# TYPE pruefstand_service_seconds summary"
        }) {
      assertTrue(text.contains("\n" + line + "\n"), line + " in " + text);
    }
  }

  @Test
  void withoutARequestThereAreNoGaps() {
    Snapshot none = new ServerStats(List.of("/")).snapshot();
    JsonNode json = JsonMapper.shared().readTree(StatsJson.of(none));
    assertEquals(0, json.at("/serviceMicros/max").asDouble());
    assertEquals(0, json.get("latest").size());
    assertFalse(StatsMetrics.of(none).contains("NaN"));
    assertFalse(StatsPage.of(none).contains("NaN"));
  }

  @Test
  void digitsAreAsciiWhateverTheLocale() {
    Snapshot now = snapshot("/a");
    String all = StatsJson.of(now) + StatsPage.of(now) + StatsMetrics.of(now);
    Locale before = Locale.getDefault();
    try {
      for (String tag : new String[] {"ar-EG-u-nu-arab", "de-CH"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(all, StatsJson.of(now) + StatsPage.of(now) + StatsMetrics.of(now));
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}

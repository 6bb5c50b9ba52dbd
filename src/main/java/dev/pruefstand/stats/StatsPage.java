package dev.pruefstand.stats;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** A snapshot as a page for people. It refreshes itself and needs nothing from elsewhere. */
public final class StatsPage {
  private static final int MOST_PATHS = 12;
  private static final double NANOS_PER_MICRO = 1000.0;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private StatsPage() {}

  /** The page. */
  public static String of(Snapshot now) {
    return String.format(
        Locale.ROOT,
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta http-equiv="refresh" content="2">
        <meta name="viewport" content="width=device-width">
        <title>Statistics</title>
        <style>
        :root { color-scheme: light dark; --ink: #4477aa; --line: #8883; }
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 2.5rem auto; max-width: 60rem; padding: 0 1rem; }
        h1 { margin: 0; }
        h2 { font-size: 1.1rem; margin: 2.2rem 0 .5rem; }
        p { margin: .3rem 0 1.5rem; opacity: .75; }
        dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; margin: 0; }
        dl div { border-top: 3px solid var(--ink); padding-top: .4rem; }
        dt { font-size: .85rem; opacity: .75; }
        dd { font-size: 1.5rem; font-variant-numeric: tabular-nums; margin: 0; }
        table { border-collapse: collapse; width: 100%%; }
        td, th { border-bottom: 1px solid var(--line); padding: .2rem .6rem .2rem 0; text-align: left; }
        td:not(:first-child) { font-variant-numeric: tabular-nums; }
        td.n, th.n { text-align: right; }
        td { overflow-wrap: anywhere; }
        meter { width: 100%%; }
        .bad { color: #c0392b; font-weight: 600; }
        </style>
        <h1>Statistics</h1>
        <p>Up for %s. Also as <a href="/stats.json">JSON</a> and <a href="/metrics">metrics</a>;
        requests for these are not counted.</p>
        <dl>
        %s</dl>
        <h2>Service time, from a request's first byte until its answer was handed over</h2>
        <dl>
        %s</dl>
        <h2>Requests by path</h2>
        <table>
        %s</table>
        <h2>Latest requests</h2>
        <table>
        <tr><th>time (UTC)<th>path<th>status<th class="n">µs
        %s</table>
        """,
        uptime(now.uptimeMillis()),
        counters(now),
        service(now.serviceNanos()),
        paths(now),
        now.latest().stream().map(StatsPage::row).collect(Collectors.joining()));
  }

  private static String uptime(long millis) {
    long seconds = millis / 1000;
    return seconds < 120
        ? seconds + " s"
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String counters(Snapshot now) {
    return card("requests answered", grouped(now.answered()))
        + card("success (2xx)", grouped(now.answered(2)))
        + card("not modified (3xx)", grouped(now.answered(3)))
        + card("client's fault (4xx)", grouped(now.answered(4)))
        + card("server's fault (5xx)", grouped(now.answered(5)))
        + card("bytes sent", grouped(now.bytesSent()))
        + card("connections open", grouped(now.open()))
        + card("connections in total", grouped(now.accepted()));
  }

  private static String service(Histogram nanos) {
    var cards = new StringBuilder();
    for (String percentile : new String[] {"50", "90", "99", "99.9", "100"}) {
      long value = nanos.getValueAtPercentile(Double.parseDouble(percentile));
      cards.append(card(percentile.equals("100") ? "slowest" : percentile + " %", time(value)));
    }
    return cards.toString();
  }

  private static String time(long nanos) {
    return nanos < 10 * NANOS_PER_MILLI
        ? String.format(Locale.ROOT, "%,.0f µs", nanos / NANOS_PER_MICRO)
        : String.format(Locale.ROOT, "%,.0f ms", nanos / NANOS_PER_MILLI);
  }

  private static String paths(Snapshot now) {
    var rows = new StringBuilder();
    long others = now.otherPaths();
    int shown = 0;
    for (Map.Entry<String, Long> path : now.byPath().entrySet()) {
      if (shown++ < MOST_PATHS) {
        rows.append(share(escaped(path.getKey()), path.getValue(), now.answered()));
      } else {
        others += path.getValue();
      }
    }
    return rows + (others > 0 ? share("<em>all others</em>", others, now.answered()) : "");
  }

  private static String share(String name, long count, long all) {
    return "<tr><td>"
        + name
        + "<td class=\"n\">"
        + grouped(count)
        + "<td><meter max=\""
        + Math.max(1, all)
        + "\" value=\""
        + count
        + "\"></meter>\n";
  }

  private static String row(Request request) {
    String bad = request.status() >= 400 ? " class=\"bad\"" : "";
    String path = request.path().isEmpty() ? "<em>not understood</em>" : escaped(request.path());
    return "<tr><td>"
        + TIME.format(Instant.ofEpochMilli(request.endedMillis()))
        + "<td>"
        + path
        + "<td"
        + bad
        + ">"
        + request.status()
        + "<td class=\"n\">"
        + grouped(Math.round(request.serviceNanos() / NANOS_PER_MICRO))
        + "\n";
  }

  private static String card(String name, String figure) {
    return "<div><dt>" + name + "<dd>" + figure + "</div>\n";
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A path comes from a client: nothing of it may become markup. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

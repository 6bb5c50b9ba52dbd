package dev.pruefstand.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * A server's counters at one moment.
 *
 * @param uptimeMillis since the server started
 * @param accepted connections accepted so far
 * @param closed connections closed so far
 * @param byFamily requests answered, by the first digit of the status
 * @param byPath requests answered, by path; only those that were asked for, most often first
 * @param otherPaths requests answered for all other paths
 * @param statsRequests answers of /stats, which are in none of the other counters
 * @param bytesSent heads and bodies
 * @param serviceNanos from a request's first byte until the socket had taken its answer
 * @param latest the latest requests, the last one first
 */
public record Snapshot(
    long uptimeMillis,
    long accepted,
    long closed,
    List<Long> byFamily,
    Map<String, Long> byPath,
    long otherPaths,
    long statsRequests,
    long bytesSent,
    Histogram serviceNanos,
    List<Request> latest) {
  private static final int FAMILIES = 6;

  static Snapshot of(
      long uptimeMillis, long accepted, long closed, List<String> paths, List<Stripe> stripes) {
    Histogram service = Stripe.emptySum();
    var latest = new ArrayList<Request>();
    for (Stripe stripe : stripes) {
      stripe.addServiceTo(service);
      stripe.latest().copyTo(latest);
    }
    latest.sort(Comparator.comparingLong(Request::endedMillis).reversed());
    return new Snapshot(
        uptimeMillis,
        accepted,
        closed,
        LongStream.range(0, FAMILIES).mapToObj(f -> sum(stripes, s -> s.family((int) f))).toList(),
        byPath(paths, stripes),
        sum(stripes, stripe -> stripe.path(paths.size())),
        sum(stripes, Stripe::stats),
        sum(stripes, Stripe::bytes),
        service,
        latest.stream().limit(LatestRequests.SIZE).toList());
  }

  private static Map<String, Long> byPath(List<String> paths, List<Stripe> stripes) {
    var counts = new ArrayList<Map.Entry<String, Long>>();
    for (int i = 0; i < paths.size(); i++) {
      int path = i;
      long count = sum(stripes, stripe -> stripe.path(path));
      if (count > 0) {
        counts.add(Map.entry(paths.get(i), count));
      }
    }
    counts.sort(Map.Entry.<String, Long>comparingByValue().reversed());
    var sorted = new LinkedHashMap<String, Long>();
    counts.forEach(each -> sorted.put(each.getKey(), each.getValue()));
    return sorted;
  }

  private static long sum(List<Stripe> stripes, ToLongFunction<Stripe> counter) {
    return stripes.stream().mapToLong(counter).sum();
  }

  /** All requests answered, whatever the status, /stats apart. */
  public long answered() {
    return byFamily.stream().mapToLong(Long::longValue).sum();
  }

  /** Requests answered with a status of this first digit. */
  public long answered(int family) {
    return byFamily.get(family);
  }

  /** Connections that are open now. */
  public long open() {
    return accepted - closed;
  }
}

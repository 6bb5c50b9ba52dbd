package dev.pruefstand.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an Accept field says: media ranges and how much each is wanted. A range that is malformed
 * says nothing.
 *
 * <p>Source: RFC 9110 sections 12.5.1 (Accept), 12.4.2 (weights) and 5.6.6 (parameters).
 *
 * @param ranges as they were sent
 */
public record Accept(List<Range> ranges) {
  /** The weight that needs no saying, in thousandths. */
  private static final int MOST = 1000;

  /** No browser's comes near it, and to read more would cost more than most answers. */
  private static final int LONGEST = 1024;

  private static final String ANY = "*";
  private static final String TOKEN = "[-!#$%&'*+.^_`|~\\w]++";
  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";
  private static final Pattern MEDIA = Pattern.compile("(%1$s)/(%1$s)".formatted(TOKEN));
  private static final Pattern PARAMETER =
      Pattern.compile("[ \\t]*+;[ \\t]*+(?:(%1$s)=(%1$s|%2$s))?+".formatted(TOKEN, QUOTED));
  private static final Pattern WEIGHT = Pattern.compile("0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?");

  /** What stands between two commas. In quotes a comma parts nothing; without an end it is lost. */
  private static final Pattern ELEMENT =
      Pattern.compile("(?:[^,\"]++|%s|\".*+)++".formatted(QUOTED));

  /**
   * Media types that are wanted alike.
   *
   * @param type in lower case; {@code *} for any
   * @param subtype in lower case; {@code *} for any
   * @param parameters that the media type has to have, {@code name=value}, in lower case
   * @param weight in thousandths; 0 for not at all
   */
  public record Range(String type, String subtype, Set<String> parameters, int weight) {
    /** Reads one; null if it is malformed. */
    static @Nullable Range of(String element) {
      Matcher media = MEDIA.matcher(element);
      if (!media.lookingAt() || (media.group(1).equals(ANY) && !media.group(2).equals(ANY))) {
        return null;
      }
      var parameters = new HashSet<String>();
      int weight = MOST;
      int at = media.end();
      Matcher parameter = PARAMETER.matcher(element);
      while (parameter.region(at, element.length()).lookingAt()) {
        String name = parameter.group(1);
        String value = parameter.group(2);
        at = parameter.end();
        if (name == null) {
          continue;
        }
        if (!name.equalsIgnoreCase("q")) {
          parameters.add(lower(name + "=" + unquoted(value)));
        } else if (WEIGHT.matcher(value).matches()) {
          weight = (int) Math.round(Double.parseDouble(value) * MOST);
        } else {
          return null;
        }
      }
      return at < element.length()
          ? null
          : new Range(lower(media.group(1)), lower(media.group(2)), Set.copyOf(parameters), weight);
    }

    private boolean includes(Range media) {
      return (type.equals(ANY) || type.equals(media.type))
          && (subtype.equals(ANY) || subtype.equals(media.subtype))
          && media.parameters.containsAll(parameters);
    }

    /** The more is said, the more it counts, and a parameter more than any wildcard. */
    private int specificity() {
      return subtype.equals(ANY) ? (type.equals(ANY) ? 0 : 1) : 2 + parameters.size();
    }
  }

  /** Reads a field's value, its lines put together; one that is too long says nothing. */
  public static Accept of(String value) {
    var ranges = new ArrayList<Range>();
    if (value.length() > LONGEST) {
      return new Accept(List.of());
    }
    Matcher element = ELEMENT.matcher(value);
    while (element.find()) {
      Range range = Range.of(element.group().strip());
      if (range != null) {
        ranges.add(range);
      }
    }
    return new Accept(List.copyOf(ranges));
  }

  /**
   * How much a media type is wanted, in thousandths: what the most specific range that includes it
   * says, and 0 if none does.
   */
  public int weight(String mediaType) {
    Range range = range(mediaType);
    return range == null ? 0 : range.weight;
  }

  /** Whether one media type is wanted more than another, or as much but by its name. */
  public boolean prefers(String mediaType, String toMediaType) {
    Range one = range(mediaType);
    Range other = range(toMediaType);
    if (one == null || one.weight == 0 || other == null || one.weight != other.weight) {
      return weight(mediaType) > weight(toMediaType);
    }
    return one.specificity() > other.specificity();
  }

  private @Nullable Range range(String mediaType) {
    Range media = Range.of(mediaType);
    if (media == null) {
      throw new IllegalArgumentException("expected a media type, found " + mediaType);
    }
    return ranges.stream()
        .filter(range -> range.includes(media))
        .max(Comparator.comparingInt(Range::specificity).thenComparingInt(Range::weight))
        .orElse(null);
  }

  private static String unquoted(String value) {
    return value.startsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

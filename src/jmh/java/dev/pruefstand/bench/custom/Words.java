package dev.pruefstand.bench.custom;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a text into words as a shell would: what stands in quotes stays together, wherever in a
 * word they stand. A quote of the other kind within them is a character like any other.
 */
public final class Words {
  private static final String PART = "\"[^\"]*\"|'[^']*'|[^\\s\"']+|[\"']";
  private static final Pattern WORD = Pattern.compile("(?:" + PART + ")+");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

  private Words() {}

  /** The words of a text, without their quotes; none of nothing. */
  public static List<String> of(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).map(Words::bare).toList();
  }

  private static String bare(String word) {
    return QUOTED
        .matcher(word)
        .replaceAll(
            quoted ->
                Matcher.quoteReplacement(
                    quoted.group(1) != null ? quoted.group(1) : quoted.group(2)));
  }
}

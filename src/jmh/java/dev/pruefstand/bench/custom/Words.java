package dev.pruefstand.bench.custom;

import java.util.List;
import java.util.regex.Pattern;

/** Splits a text into words as a shell would: what stands in quotes stays together. */
public final class Words {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|\\S+");

  private Words() {}

  /** The words of a text, without their quotes; none of nothing. */
  public static List<String> of(String text) {
    return WORD.matcher(text)
        .results()
        .map(
            word ->
                word.group(1) != null
                    ? word.group(1)
                    : word.group(2) != null ? word.group(2) : word.group())
        .toList();
  }
}

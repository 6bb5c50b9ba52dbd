package dev.pruefstand.trial;

import java.io.Serializable;
import java.util.Locale;

/**
 * One check of a certificate.
 *
 * @param name what is claimed: {@code nobody is missing}
 * @param figure what was found, for people
 * @param limit what is permitted, for people
 * @param reason why it failed or was not judged; empty where figure and limit say it all
 */
public record Check(String name, String figure, String limit, Verdict verdict, String reason)
    implements Serializable {

  /** A figure that keeps its limit, or does not. */
  public static Check of(String name, boolean passed, String figure, String limit) {
    return new Check(name, figure, limit, passed ? Verdict.PASSED : Verdict.FAILED, "");
  }

  /** A figure beyond its limit, and what that means. */
  public static Check failed(String name, String figure, String limit, String reason) {
    return new Check(name, figure, limit, Verdict.FAILED, reason);
  }

  /** Nobody can tell. */
  public static Check notJudged(String name, String figure, String limit, String reason) {
    return new Check(name, figure, limit, Verdict.NOT_JUDGED, reason);
  }

  /** The figure, and the reason if there is one: the end of a sentence. */
  public String found() {
    if (reason.isEmpty()) {
      return String.format(Locale.ROOT, "%s (limit: %s)", figure, limit);
    }
    return figure.isEmpty() ? reason : figure + "; " + reason;
  }
}

package dev.pruefstand.penetrator.limit;

import java.util.List;

/** What was found out about a run itself, by whoever judged it. */
@FunctionalInterface
public interface Evidence {
  /** Nobody judged it, and nothing speaks against it. */
  Evidence NONE = List::of;

  /** The checks because of which it is not believed what the run says about the server. */
  List<String> doubts();
}

import java.util.Locale;

/** The page that is there for its size: tables of the Universal Scalability Law. */
final class ScalabilityPage {
  private static final int TABLES = 53;
  private static final int[] WORKERS = {2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

  /** The E12 series of preferred numbers, in tenths: twelve even steps from one to ten. */
  private static final int[] PREFERRED = {10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82};

  private static final int DECADES = 5;

  private final StringBuilder html = new StringBuilder();

  static String write() {
    ScalabilityPage page = new ScalabilityPage();
    page.head();
    for (int table = 0; table < TABLES; table++) {
      page.table(table);
    }
    page.html.append("</main>\n</body>\n</html>\n");
    return page.html.toString();
  }

  private void head() {
    html.append(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>The Universal Scalability Law in numbers</title>
        <link rel="icon" href="favicon.ico">
        <link rel="stylesheet" href="style.css">
        </head>
        <body class="wide">
        <header>
        <p><a href="index.html">Prüfstand demo site</a></p>
        <h1>The Universal Scalability Law in numbers</h1>
        </header>
        <main>
        <p>What do <var>N</var> workers achieve together, if one of them achieves 1? Neil Gunther’s
        law answers with two costs. <var>σ</var> is <em>contention</em>: the share of the work that
        only one worker can do at a time, behind a lock or on a single thread. <var>κ</var> is
        <em>coherency</em>: the price each pair of workers pays to agree, as when a cache line
        travels between cores.</p>
        <p class="formula"><var>X</var>(<var>N</var>) = <var>N</var> ∕ (1 +
        <var>σ</var>(<var>N</var> − 1) + <var>κN</var>(<var>N</var> − 1))</p>
        <p>Without coherency cost the law is Amdahl’s: throughput levels off at 1 ∕ <var>σ</var>.
        With it, throughput has a peak at <var>N</var>* = √((1 − <var>σ</var>) ∕ <var>κ</var>) and
        then falls: beyond the peak, every further worker makes the whole slower. There is one
        table for each <var>σ</var> and one row for each <var>κ</var>; the columns are <var>N</var>,
        and the last two give the peak. Pick a <var>σ</var>:</p>
        <nav>
        """);
    for (int table = 0; table < TABLES; table++) {
      html.append("<a href=\"#s" + table + "\">" + percent(table) + "</a>\n");
    }
    html.append("</nav>\n");
  }

  private void table(int number) {
    double sigma = number / 200.0;
    html.append("<table id=\"s" + number + "\">\n");
    html.append("<caption>Relative throughput at σ = " + percent(number) + "</caption>\n");
    html.append("<thead>\n<tr><th scope=\"col\">κ</th>");
    for (int workers : WORKERS) {
      html.append("<th scope=\"col\">" + workers + "</th>");
    }
    html.append("<th scope=\"col\">N*</th><th scope=\"col\">X(N*)</th></tr>\n</thead>\n<tbody>\n");
    for (int decade = DECADES; decade > 0; decade--) {
      for (int tenths : PREFERRED) {
        String kappa = tenths / 10 + "." + tenths % 10 + "e-" + (decade + 2);
        row(sigma, kappa);
      }
    }
    html.append("</tbody>\n</table>\n");
  }

  private void row(double sigma, String kappaText) {
    double kappa = Double.parseDouble(kappaText);
    html.append("<tr><th scope=\"row\">" + kappaText + "</th>");
    for (int workers : WORKERS) {
      cell("%.2f", throughput(workers, sigma, kappa));
    }
    double peak = Math.max(1, Math.rint(Math.sqrt((1 - sigma) / kappa)));
    cell("%.0f", peak);
    cell("%.2f", throughput(peak, sigma, kappa));
    html.append("</tr>\n");
  }

  private void cell(String format, double value) {
    html.append("<td>" + String.format(Locale.ROOT, format, value) + "</td>");
  }

  private static double throughput(double workers, double sigma, double kappa) {
    return workers / (1 + sigma * (workers - 1) + kappa * workers * (workers - 1));
  }

  private static String percent(int number) {
    return number / 2 + "." + number % 2 * 5 + "%";
  }
}

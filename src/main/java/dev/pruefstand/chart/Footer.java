package dev.pruefstand.chart;

import dev.pruefstand.analysis.Remarks;
import dev.pruefstand.trial.Campaign;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;

/**
 * Where the figures come from: without it a picture proves nothing once it has left its folder.
 *
 * @param origin campaign and day
 * @param machine processor, cores, system, JDK
 * @param remark who is missing, and who did other work; empty if there is nothing to say
 */
record Footer(String origin, String machine, String remark) {
  private static final int RULE = 498;
  private static final int FIRST_BASE = 514;
  private static final int SECOND_BASE = 529;

  /** A remark may take that much of the second line, and the machine's name has the rest. */
  private static final double REMARK = 0.5;

  private static final int GAP = 24;

  static Footer of(Campaign campaign) {
    var environment = campaign.environment();
    return new Footer(
        "Campaign " + campaign.name() + ", " + environment.date(),
        environment.machine(),
        Remarks.inBrief(campaign));
  }

  void paint(Graphics2D g, String note, double x, double width) {
    g.setColor(Palette.GRID);
    g.setStroke(new BasicStroke(1));
    g.draw(new Line2D.Double(x, RULE, x + width, RULE));
    double noteWidth = Text.width(note, Typeface.FOOTER);
    Text.right(g, note, Typeface.FOOTER, Palette.MUTED, x + width, FIRST_BASE);
    String left = Text.fitted(origin, Typeface.FOOTER, width - noteWidth - GAP);
    Text.left(g, left, Typeface.FOOTER, Palette.MUTED, x, FIRST_BASE);
    String right = Text.fitted(remark, Typeface.FOOTER, width * REMARK);
    double taken = right.isEmpty() ? 0 : Text.width(right, Typeface.FOOTER) + GAP;
    Text.right(g, right, Typeface.FOOTER, Palette.TEXT, x + width, SECOND_BASE);
    Text.left(g, machineWithin(width - taken), Typeface.FOOTER, Palette.MUTED, x, SECOND_BASE);
  }

  /** The machine in full where it fits; otherwise it is the processor's name that gets shorter. */
  String machineWithin(double width) {
    if (Text.width(machine, Typeface.FOOTER) <= width) {
      return machine;
    }
    String brief =
        machine
            .replaceAll("\\((R|TM|r|tm)\\)", "")
            .replaceAll(" (CPU|Processor)\\b", "")
            .replaceAll("\\s+", " ");
    int comma = brief.indexOf(',');
    String processor = comma < 0 ? brief : brief.substring(0, comma).strip();
    String rest = comma < 0 ? "" : brief.substring(comma);
    double room = width - Text.width(rest, Typeface.FOOTER);
    return Text.fitted(
        Text.fitted(processor, Typeface.FOOTER, room) + rest, Typeface.FOOTER, width);
  }
}

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;

/** The mark of the test bench: a round gauge whose needle stands high. */
final class Gauge {
  private static final int TICKS = 9;
  private static final double FIRST = -210;
  private static final double SWEEP = 240;
  private static final double NEEDLE = 0.72;

  private Gauge() {}

  /** Draws scale, ticks and needle around a point; a tiny gauge goes without ticks. */
  static void draw(Graphics2D g, double x, double y, double radius, Color ink, Color accent) {
    double weight = Math.max(radius / 16, 1.1);
    g.setColor(ink);
    g.setStroke(Pen.weighing(weight));
    g.draw(
        new Arc2D.Double(
            x - radius, y - radius, 2 * radius, 2 * radius, -FIRST, -SWEEP, Arc2D.OPEN));
    for (int tick = 0; radius > 16 && tick < TICKS; tick++) {
      double inner = tick % 2 == 0 ? 0.76 : 0.84;
      g.draw(ray(x, y, inner * radius, 0.92 * radius, tick / (TICKS - 1.0)));
    }
    g.setColor(accent);
    g.setStroke(Pen.weighing(1.5 * weight));
    g.draw(ray(x, y, 0, 0.78 * radius, NEEDLE));
    g.setColor(ink);
    double hub = 1.5 * weight;
    g.fill(new Ellipse2D.Double(x - hub, y - hub, 2 * hub, 2 * hub));
  }

  private static Line2D ray(double x, double y, double from, double to, double share) {
    double angle = StrictMath.toRadians(FIRST + SWEEP * share);
    double dx = StrictMath.cos(angle);
    double dy = StrictMath.sin(angle);
    return new Line2D.Double(x + from * dx, y + from * dy, x + to * dx, y + to * dy);
  }
}

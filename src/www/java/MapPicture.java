import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** The map of two islands, Threads and Events: relief, rivers, names, title and frame. */
final class MapPicture {
  private static final int WIDTH = 1120;
  private static final int HEIGHT = 720;
  private static final long SEED = 20;
  private static final int SPRING = 140;
  private static final int DEGREE = 48;
  private static final int LEFT = 32;
  private static final int TOP = 24;
  private static final int RIGHT = LEFT + 22 * DEGREE;
  private static final int BOTTOM = TOP + 14 * DEGREE;
  private static final int RULER = 5;

  private static final Color RIVER = new Color(0x4F8FB4);
  private static final Color INK = new Color(0x24425A);
  private static final Color ACCENT = new Color(0xB8432F);
  private static final Color PAPER = new Color(0xF7F2E6);
  private static final Color HALO = new Color(0xE0FFFDF2, true);
  private static final Color CLEAR = new Color(0, true);
  private static final Color GRATICULE = new Color(0x28FFFFFF, true);

  private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
  private final Graphics2D graphics = Pen.on(image);

  static BufferedImage draw() {
    Terrain terrain = Terrain.emerge(WIDTH, HEIGHT, SEED);
    Waters waters = Waters.gather(terrain.elevation, WIDTH);
    MapPicture picture = new MapPicture();
    picture.surface(new Relief(terrain, waters, new Noise(SEED)));
    picture.graticule();
    picture.rivers(waters);
    picture.names();
    picture.title();
    picture.frame();
    picture.round();
    return picture.image;
  }

  private MapPicture() {}

  private void surface(Relief relief) {
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    for (int y = TOP; y < BOTTOM; y++) {
      for (int x = LEFT; x < RIGHT; x++) {
        image.setRGB(x, y, relief.colour(x, y));
      }
    }
  }

  private void rivers(Waters waters) {
    graphics.setColor(RIVER);
    for (int[] course : waters.rivers(SPRING)) {
      Point2D last = bend(course, 0);
      for (int k = 1; k < course.length; k++) {
        Point2D next = bend(course, k);
        if (waters.isLand(course[k - 1])) {
          double width = 0.4 + 0.012 * Math.sqrt(waters.area[course[k - 1]]);
          graphics.setStroke(Pen.weighing(Math.min(2.2, width)));
          graphics.draw(new Line2D.Double(last, next));
        }
        last = next;
      }
    }
  }

  /** A point of a river, averaged with those before and after it, which takes off the corners. */
  private static Point2D bend(int[] course, int k) {
    int reach = Math.min(4, Math.min(k, course.length - 1 - k));
    double x = 0;
    double y = 0;
    for (int m = k - reach; m <= k + reach; m++) {
      x += course[m] % WIDTH + 0.5;
      y += course[m] / WIDTH + 0.5;
    }
    return new Point2D.Double(x / (2 * reach + 1), y / (2 * reach + 1));
  }

  private void graticule() {
    graphics.setColor(GRATICULE);
    graphics.setStroke(new BasicStroke(0.8f));
    for (double x = LEFT + 2 * DEGREE; x < RIGHT; x += 2 * DEGREE) {
      graphics.draw(new Line2D.Double(x, TOP, x, BOTTOM));
    }
    for (double y = TOP + 2 * DEGREE; y < BOTTOM; y += 2 * DEGREE) {
      graphics.draw(new Line2D.Double(LEFT, y, RIGHT, y));
    }
  }

  private void names() {
    Lettering wide = new Lettering(graphics, INK, CLEAR);
    wide.draw("EVENTS", 182, 128, 17, 11, -6, 13);
    wide.draw("THREADS", 628, 52, 17, 11, 1, 6);
    wide.draw("SEA OF REQUESTS", 285, 640, 12, 10, 3, -22);
    wide.draw("STRAIT OF EPOLL", 463, 335, 8, 7, 78, 20);
    Lettering small = new Lettering(graphics, INK, HALO);
    small.draw("POOL", 677, 561, 7, 5, -30, 0);
    small.draw("P99.9", 586, 320, 7.5, 3);
  }

  private void title() {
    Rectangle2D panel = new Rectangle2D.Double(RIGHT - 250, TOP + 24, 226, 190);
    graphics.setColor(PAPER);
    graphics.fill(panel);
    line(panel, 0, 1.4);
    line(panel, -5, 0.7);
    double x = panel.getCenterX();
    Gauge.draw(graphics, x, TOP + 86, 42, INK, ACCENT);
    Lettering title = new Lettering(graphics, INK, CLEAR);
    title.draw("PRÜFSTAND", x, TOP + 152, 19, 5);
    title.draw("THREADS OR EVENTS", x, TOP + 187, 7, 6);
  }

  /** The frame, divided like a ruler. */
  private void frame() {
    Rectangle2D map = new Rectangle2D.Double(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP);
    graphics.setColor(INK);
    for (int k = 0; LEFT + k * DEGREE < RIGHT; k += 2) {
      graphics.fill(new Rectangle2D.Double(LEFT + k * DEGREE, TOP - RULER, DEGREE, RULER));
      graphics.fill(new Rectangle2D.Double(LEFT + k * DEGREE, BOTTOM, DEGREE, RULER));
    }
    for (int k = 0; TOP + k * DEGREE < BOTTOM; k += 2) {
      graphics.fill(new Rectangle2D.Double(LEFT - RULER, TOP + k * DEGREE, RULER, DEGREE));
      graphics.fill(new Rectangle2D.Double(RIGHT, TOP + k * DEGREE, RULER, DEGREE));
    }
    line(map, 0, 1);
    line(map, RULER, 1);
    line(map, RULER + 5, 0.7);
  }

  private void line(Rectangle2D inner, double away, double weight) {
    graphics.setColor(INK);
    graphics.setStroke(new BasicStroke((float) weight));
    graphics.draw(
        new Rectangle2D.Double(
            inner.getX() - away,
            inner.getY() - away,
            inner.getWidth() + 2 * away,
            inner.getHeight() + 2 * away));
  }

  /** Rounds every colour to multiples of five: invisible, and it saves much of the file. */
  private void round() {
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int rgb = image.getRGB(x, y);
        int rounded = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          rounded |= ((rgb >> shift & 0xFF) + 2) / 5 * 5 << shift;
        }
        image.setRGB(x, y, rounded);
      }
    }
  }
}

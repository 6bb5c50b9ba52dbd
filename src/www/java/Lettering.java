import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.Map;

/** Capitals drawn with a round pen, so that the picture needs no font of the machine. */
final class Lettering {
  private static final double CAP_HEIGHT = 10;
  private static final double WEIGHT = 0.12;
  private static final double HALO = 3;

  private static final String O =
      "9 M 4.5 0 C 7 0 9 2.2 9 5 C 9 7.8 7 10 4.5 10 C 2 10 0 7.8 0 5 C 0 2.2 2 0 4.5 0";
  private static final String U =
      "7.2 M 0 0 L 0 6.4 C 0 8.8 1.5 10 3.6 10 C 5.7 10 7.2 8.8 7.2 6.4 L 7.2 0";

  /** The width, then a path: M moves, L draws a line, C a Bezier curve. */
  private static final Map<Character, String> GLYPHS =
      Map.ofEntries(
          Map.entry(' ', "4"),
          Map.entry('.', "0.4 M 0.2 9.8 L 0.2 10"),
          Map.entry(
              '9',
              "6.4 M 6.4 3.2 C 6.4 1.3 5 0 3.2 0 C 1.4 0 0 1.3 0 3.2 C 0 5.1 1.4 6.4 3.2 6.4"
                  + " C 5 6.4 6.4 5.1 6.4 3.2 C 6.4 6 5 8.6 2.4 10"),
          Map.entry('A', "8 M 0 10 L 4 0 L 8 10 M 1.4 6.6 L 6.6 6.6"),
          Map.entry('D', "7.6 M 0 0 L 0 10 L 3 10 C 6 10 7.6 8 7.6 5 C 7.6 2 6 0 3 0 L 0 0"),
          Map.entry('E', "5.8 M 5.8 0 L 0 0 L 0 10 L 5.8 10 M 0 4.8 L 5 4.8"),
          Map.entry('F', "5.6 M 5.6 0 L 0 0 L 0 10 M 0 4.9 L 4.8 4.9"),
          Map.entry('H', "7.2 M 0 0 L 0 10 M 7.2 0 L 7.2 10 M 0 4.8 L 7.2 4.8"),
          Map.entry('I', "0 M 0 0 L 0 10"),
          Map.entry('L', "5.4 M 0 0 L 0 10 L 5.4 10"),
          Map.entry('N', "7.4 M 0 10 L 0 0 L 7.4 10 L 7.4 0"),
          Map.entry('O', O),
          Map.entry('P', "6.2 M 0 10 L 0 0 L 3.2 0 C 7.2 0 7.2 5.4 3.2 5.4 L 0 5.4"),
          Map.entry('Q', O + " M 5.6 7.2 L 8.8 10.6"),
          Map.entry(
              'R', "6.6 M 0 10 L 0 0 L 3.2 0 C 7.2 0 7.2 5.4 3.2 5.4 L 0 5.4 M 3.2 5.4 L 6.6 10"),
          Map.entry(
              'S',
              "6 M 5.8 1.9 C 5.4 0.7 4.4 0 3 0 C 1.3 0 0.2 1 0.2 2.5 C 0.2 5.6 6.1 4.2 6.1 7.4"
                  + " C 6.1 9 4.8 10 3 10 C 1.4 10 0.3 9.2 0 7.9"),
          Map.entry('T', "6.8 M 0 0 L 6.8 0 M 3.4 0 L 3.4 10"),
          Map.entry('U', U),
          Map.entry('Ü', U + " M 2 -2.7 L 2 -2.6 M 5.2 -2.7 L 5.2 -2.6"),
          Map.entry('V', "7.6 M 0 0 L 3.8 10 L 7.6 0"));

  private final Graphics2D graphics;
  private final Color ink;
  private final Color halo;

  Lettering(Graphics2D graphics, Color ink, Color halo) {
    this.graphics = graphics;
    this.ink = ink;
    this.halo = halo;
  }

  /** Draws a straight, level line of text centred on a point; see the other draw. */
  void draw(String text, double x, double y, double size, double spacing) {
    draw(text, x, y, size, spacing, 0, 0);
  }

  /**
   * Draws a line of text centred on a point.
   *
   * @param size the height of the letters
   * @param spacing the gap between letters, in tenths of their height
   * @param turn the direction of the line in degrees, clockwise
   * @param bend how many degrees the line turns along its way, clockwise
   */
  void draw(
      String text, double x, double y, double size, double spacing, double turn, double bend) {
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.rotate(StrictMath.toRadians(turn));
    place.scale(size / CAP_HEIGHT, size / CAP_HEIGHT);
    double length = text.chars().mapToDouble(c -> width((char) c) + spacing).sum() - spacing;
    double curvature = StrictMath.toRadians(bend) / length;
    Path2D line = new Path2D.Double();
    double start = -length / 2;
    for (char letter : text.toCharArray()) {
      double middle = start + width(letter) / 2;
      AffineTransform seat = new AffineTransform(place);
      seat.translate(middle, middle * middle * curvature / 2);
      seat.rotate(middle * curvature);
      seat.translate(-width(letter) / 2, -CAP_HEIGHT / 2);
      line.append(glyph(letter).getPathIterator(seat), false);
      start += width(letter) + spacing;
    }
    trace(line, halo, size * WEIGHT + HALO);
    trace(line, ink, size * WEIGHT);
  }

  private void trace(Path2D line, Color colour, double weight) {
    graphics.setColor(colour);
    graphics.setStroke(Pen.weighing(weight));
    graphics.draw(line);
  }

  private static double width(char letter) {
    return Double.parseDouble(GLYPHS.get(letter).split(" ")[0]);
  }

  private static Path2D glyph(char letter) {
    Path2D path = new Path2D.Double();
    String[] parts = GLYPHS.get(letter).split(" ");
    double[] at = new double[6];
    int next = 1;
    while (next < parts.length) {
      String verb = parts[next++];
      int numbers = verb.equals("C") ? 6 : 2;
      for (int k = 0; k < numbers; k++) {
        at[k] = Double.parseDouble(parts[next++]);
      }
      switch (verb) {
        case "M" -> path.moveTo(at[0], at[1]);
        case "L" -> path.lineTo(at[0], at[1]);
        default -> path.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
      }
    }
    return path;
  }
}

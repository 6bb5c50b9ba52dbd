/** Seeded gradient noise in exact arithmetic, so that it is the same on every machine. */
record Noise(long seed) {
  private static final double COS = 0.8;
  private static final double SIN = 0.6;

  /** Octaves of halving size and strength, added up; each is turned, so that no grid shows. */
  double fractal(double x, double y, int octaves) {
    double sum = 0;
    double strength = 1;
    double u = x;
    double v = y;
    for (int octave = 0; octave < octaves; octave++) {
      sum += strength * octave(u, v);
      strength /= 2;
      double turned = 2 * (COS * u - SIN * v) + 31.7;
      v = 2 * (SIN * u + COS * v) - 17.3;
      u = turned;
    }
    return sum;
  }

  /** A repeatable number from 0 to 1 for a cell of the grid. */
  double grain(int column, int row) {
    long h = seed + column * 0x9E3779B97F4A7C15L + row * 0xC2B2AE3D27D4EB4FL;
    h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
    h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
    return ((h ^ (h >>> 31)) >>> 11) * 0x1p-53;
  }

  private double octave(double x, double y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    double dx = x - column;
    double dy = y - row;
    double top = mix(ramp(column, row, dx, dy), ramp(column + 1, row, dx - 1, dy), ease(dx));
    double low =
        mix(ramp(column, row + 1, dx, dy - 1), ramp(column + 1, row + 1, dx - 1, dy - 1), ease(dx));
    return mix(top, low, ease(dy));
  }

  /** A plane through the grid point, tilted at random. */
  private double ramp(int column, int row, double dx, double dy) {
    double tilt = 4 * grain(column, row);
    double across = tilt % 1 * 2 - 1;
    double along = 1 - Math.abs(across);
    double length = 1.6 / Math.sqrt(across * across + along * along);
    double sign = tilt < 2 ? length : -length;
    return sign * (across * dx + (tilt % 2 < 1 ? along : -along) * dy);
  }

  private static double ease(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }
}

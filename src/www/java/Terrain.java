import java.util.Arrays;

/**
 * A landscape on a grid: noise says where land rises, and running water cuts it into valleys.
 *
 * <p>Erosion follows the stream power law, dh/dt = uplift - erodibility * sqrt(area) * slope,
 * solved implicitly from the mouth of every river up to its springs. A coarse grid settles first;
 * each finer one only adds detail.
 */
final class Terrain {
  private static final int COARSEST = 4;
  private static final int STEPS_PER_SCALE = 30;
  private static final double STEP = 2;
  private static final double ERODIBILITY = 0.02;
  private static final double CREEP = 0.06;
  private static final double DROWNED = 0.03;

  /** How much the choice of the way down is left to chance, which hides the grid. */
  private static final double WHIM = 1.5;

  private static final double DIAGONAL = Math.sqrt(2);

  final int width;

  /** Elevation by row and column: the highest peak is 1, the sea level 0. */
  final double[] elevation;

  private final int height;
  private final int scale;
  private final Noise noise;
  private final double[] uplift;
  private final double[] erodibility;

  /** The cell each cell drains to; itself where water ends. */
  private final int[] receiver;

  /** The number of cells that drain through each cell, itself included. */
  private final double[] area;

  /** The cells, each before the one it drains to. */
  private final int[] order;

  /** Lets a landscape of this size emerge from the sea. */
  static Terrain emerge(int width, int height, long seed) {
    Terrain terrain = new Terrain(width, height, COARSEST, seed);
    terrain.age();
    while (terrain.scale > 1) {
      Terrain finer = new Terrain(width, height, terrain.scale / 2, seed);
      finer.inherit(terrain);
      finer.age();
      terrain = finer;
    }
    terrain.settle();
    return terrain;
  }

  private Terrain(int fullWidth, int fullHeight, int scale, long seed) {
    this.scale = scale;
    width = fullWidth / scale;
    height = fullHeight / scale;
    noise = new Noise(seed);
    int size = width * height;
    elevation = new double[size];
    receiver = new int[size];
    area = new double[size];
    uplift = new double[size];
    erodibility = new double[size];
    order = new int[size];
    for (int i = 0; i < size; i++) {
      double x = i % width * scale;
      double y = i / width * scale;
      uplift[i] = uplift(x, y, 2 * x / fullWidth - 1, 2 * y / fullHeight - 1);
      erodibility[i] = ERODIBILITY * Math.max(0.3, 1 + noise.fractal(x / 40 + 200, y / 40, 6));
      elevation[i] = isLand(i) ? hills(x, y) * uplift[i] : 0;
    }
  }

  private double uplift(double x, double y, double fromMiddle, double fromEquator) {
    double warpX = 0.4 * noise.fractal(x / 190 + 40, y / 190, 5);
    double warpY = 0.4 * noise.fractal(x / 190, y / 190 + 40, 5);
    double edge = Math.max(fromMiddle * fromMiddle, fromEquator * fromEquator);
    double land =
        0.28 + 0.75 * noise.fractal(x / 260 + warpX, y / 260 + warpY, 5) - 1.3 * edge * edge;
    if (land <= 0) {
      return land;
    }
    double ridge = 1 - Math.abs(noise.fractal(x / 340 + 80, y / 340 + 80, 3));
    double rise = Math.min(1, 1.6 * land);
    return 0.03 + rise * rise * (0.2 + ridge * ridge);
  }

  private double hills(double x, double y) {
    return 60 * Math.max(0.1, 1 + noise.fractal(x / 90, y / 90 + 300, 6));
  }

  private boolean isLand(int i) {
    return uplift[i] > 0;
  }

  /** Takes over the elevation of a grid of half the resolution. */
  private void inherit(Terrain coarse) {
    for (int i = 0; i < elevation.length; i++) {
      if (isLand(i)) {
        double x = Math.min(i % width / 2.0, coarse.width - 1.5);
        double y = Math.min(i / width / 2.0, coarse.height - 1.5);
        int corner = (int) y * coarse.width + (int) x;
        double top = coarse.between(corner, x % 1);
        double low = coarse.between(corner + coarse.width, x % 1);
        elevation[i] = top + (low - top) * (y % 1) + 2 * noise.grain(i, scale);
      }
    }
  }

  private double between(int i, double share) {
    return elevation[i] + (elevation[i + 1] - elevation[i]) * share;
  }

  private void age() {
    for (int step = 0; step < STEPS_PER_SCALE * scale; step++) {
      drain();
      carve();
      creep();
    }
  }

  /** Raises the land and cuts the rivers into it, from the mouths up. */
  private void carve() {
    for (int k = order.length - 1; k >= 0; k--) {
      int i = order[k];
      if (isLand(i)) {
        int r = receiver[i];
        double cut =
            r == i ? 0 : STEP * erodibility[i] * Math.sqrt(area[i]) / distance(Math.abs(i - r));
        elevation[i] = (elevation[i] + STEP * uplift[i] + cut * elevation[r]) / (1 + cut);
      }
    }
  }

  /** Lets soil creep downhill, which rounds the ridges. */
  private void creep() {
    double[] old = elevation.clone();
    for (int i = width; i < old.length - width; i++) {
      if (isLand(i)) {
        double around = old[i - 1] + old[i + 1] + old[i - width] + old[i + width];
        elevation[i] += CREEP * (around - 4 * old[i]);
      }
    }
  }

  /** Sends the water downhill: finds receiver, order and area. */
  private void drain() {
    int[] donors = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      receiver[i] = isLand(i) ? steepest(i) : i;
      donors[receiver[i]] += receiver[i] == i ? 0 : 1;
    }
    int known = 0;
    for (int i = 0; i < order.length; i++) {
      if (donors[i] == 0) {
        order[known++] = i;
      }
    }
    Arrays.fill(area, 1);
    for (int k = 0; k < known; k++) {
      int i = order[k];
      int r = receiver[i];
      if (r != i) {
        area[r] += area[i];
        if (--donors[r] == 0) {
          order[known++] = r;
        }
      }
    }
  }

  private int steepest(int i) {
    int best = i;
    double steepest = 0;
    for (int row = -width; row <= width; row += width) {
      for (int j = i + row - 1; j <= i + row + 1; j++) {
        double drop = elevation[i] - elevation[j];
        if (drop > 0) {
          double luck = 1 + WHIM * noise.grain(9 * i + j, scale);
          double slope = luck * drop / distance(Math.abs(i - j));
          if (slope > steepest) {
            steepest = slope;
            best = j;
          }
        }
      }
    }
    return best;
  }

  private double distance(int apart) {
    return apart == 1 || apart == width ? 1 : DIAGONAL;
  }

  /** Scales the heights, lets the sea flood the lowest valleys and gives it a floor. */
  private void settle() {
    double peak = Arrays.stream(elevation).max().orElseThrow();
    for (int i = 0; i < elevation.length; i++) {
      elevation[i] =
          isLand(i) ? (elevation[i] / peak - DROWNED) / (1 - DROWNED) : uplift[i] - DROWNED;
    }
  }
}

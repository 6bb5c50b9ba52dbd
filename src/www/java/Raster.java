/** Operations on a grid of numbers stored row by row. */
final class Raster {
  private Raster() {}

  /** Averages over a square around each cell, three times over: close to a Gaussian blur. */
  static double[] blur(double[] values, int width, int radius) {
    double[] blurred = values;
    for (int pass = 0; pass < 3; pass++) {
      blurred = average(blurred, width, 1, radius);
      blurred = average(blurred, width, width, radius);
    }
    return blurred;
  }

  private static double[] average(double[] values, int width, int stride, int radius) {
    double[] averages = new double[values.length];
    int length = stride == 1 ? width : values.length / width;
    for (int line = 0; line < values.length / length; line++) {
      int start = stride == 1 ? line * width : line;
      double sum = 0;
      for (int k = -radius; k <= radius; k++) {
        sum += values[start + Math.clamp(k, 0, length - 1) * stride];
      }
      for (int k = 0; k < length; k++) {
        averages[start + k * stride] = sum / (2 * radius + 1);
        sum += values[start + Math.min(k + radius + 1, length - 1) * stride];
        sum -= values[start + Math.max(k - radius, 0) * stride];
      }
    }
    return averages;
  }

  /** The Euclidean distance of each cell to the nearest cell above zero. */
  static double[] distanceToPositive(double[] values, int width) {
    int height = values.length / width;
    int[] across = new int[values.length];
    for (int y = 0; y < height; y++) {
      int far = width + height;
      for (int x = 0; x < width; x++) {
        far = values[y * width + x] > 0 ? 0 : far + 1;
        across[y * width + x] = far;
      }
      for (int x = width - 1; x >= 0; x--) {
        far = Math.min(far + 1, across[y * width + x]);
        across[y * width + x] = far;
      }
    }
    double[] distance = new double[values.length];
    for (int i = 0; i < distance.length; i++) {
      double best = (double) across[i] * across[i];
      for (int dy = 1; dy * dy < best; dy++) {
        double vertical = (double) dy * dy;
        for (int j : new int[] {i - dy * width, i + dy * width}) {
          if (j >= 0 && j < across.length) {
            best = Math.min(best, vertical + (double) across[j] * across[j]);
          }
        }
      }
      distance[i] = Math.sqrt(best);
    }
    return distance;
  }
}

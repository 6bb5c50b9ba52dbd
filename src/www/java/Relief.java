/** The colours of land and water: hypsometric tints, hill shading, contour lines and depths. */
final class Relief {
  private static final Ramp LAND =
      new Ramp(
          new double[] {0, 0.04, 0.13, 0.27, 0.42, 0.58, 0.75, 1},
          new int[] {
            0xA3BF94, 0xB9CB99, 0xDAD9A6, 0xE8D7A0, 0xDFBF8B, 0xCBA583, 0xD2C7BD, 0xFCFCFB
          });
  private static final int[] SEA = {0xC4DEDD, 0xADD0D6, 0x97C1CC, 0x83B2C3, 0x72A4B9, 0x6699B1};
  private static final int LAKE = 0x8DC0D4;
  private static final int SHORE = 0x3F6F86;
  private static final int FOAM = 0xF4FAF8;
  private static final int SHADOW = 0x383C60;
  private static final int SUN = 0xFFF6DA;
  private static final int CONTOUR = 0x7A4E2E;
  private static final int GLACIER_CONTOUR = 0x5B6B80;
  private static final double CONTOUR_INTERVAL = 0.05;
  private static final double BAND = 26;

  private final int width;
  private final Noise noise;
  private final double[] ground;
  private final double[] smooth;
  private final double[] broad;
  private final double[] level;
  private final double[] dry;
  private final double[] offshore;
  private final double[] shelf;

  Relief(Terrain terrain, Waters waters, Noise noise) {
    width = terrain.width;
    this.noise = noise;
    ground = terrain.elevation;
    smooth = Raster.blur(ground, width, 1);
    broad = Raster.blur(ground, width, 6);
    level = waters.level;
    double[] mask = new double[ground.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = waters.isLand(i) ? 1 : 0;
    }
    dry = Raster.blur(mask, width, 1);
    double[] distance = Raster.distanceToPositive(mask, width);
    offshore = Raster.blur(distance, width, 1);
    shelf = Raster.blur(distance, width, 7);
  }

  /** The colour 0xRRGGBB of a cell; where land meets water, a blend of both. */
  int colour(int x, int y) {
    int i = y * width + x;
    double share = Math.clamp(0.5 + 1.6 * (dry[i] - 0.5), 0.0, 1.0);
    if (share == 0) {
      return water(i, x, y);
    }
    return share == 1 ? land(i, x, y) : Ramp.mix(water(i, x, y), land(i, x, y), share);
  }

  private int water(int i, int x, int y) {
    int colour = level[i] > 0 ? LAKE : depths(i, x, y);
    double far = offshore[i];
    for (int line = 0; line < 3; line++) {
      double apart = Math.abs(far - 4 - line * (5 + line));
      colour = Ramp.mix(colour, FOAM, Math.max(0, 1 - apart) * (0.5 - 0.13 * line));
    }
    return Ramp.mix(colour, SHORE, 2.2 * dry[i]);
  }

  /** Flat steps of blue with soft edges, deeper farther out. */
  private int depths(int i, int x, int y) {
    double depth = shelf[i] / BAND + 0.7 * noise.fractal(x / 110.0, y / 110.0, 4);
    double bounded = Math.clamp(depth, 0.0, SEA.length - 1.001);
    int band = (int) bounded;
    return Ramp.mix(SEA[band], SEA[band + 1], (bounded - band) * 14 - 13);
  }

  private int land(int i, int x, int y) {
    int tint = LAND.at(ground[i] + 0.03 * noise.fractal(x / 40.0, y / 40.0, 3));
    double light = 0.7 * light(ground, i, 55) + 0.3 * light(broad, i, 80);
    int lit = light < 0 ? Ramp.mix(tint, SHADOW, -0.9 * light) : Ramp.mix(tint, SUN, 2 * light);
    return contour(lit, i);
  }

  /** Light from the north west on a slope, less that on flat ground. */
  private double light(double[] surface, int i, double exaggeration) {
    double east = slopeEast(surface, i) * exaggeration;
    double south = slopeSouth(surface, i) * exaggeration;
    double overhead = 0.7;
    return (0.5 * (east + south) + overhead) / Math.sqrt(1 + east * east + south * south)
        - overhead;
  }

  private int contour(int colour, int i) {
    double east = slopeEast(smooth, i);
    double south = slopeSouth(smooth, i);
    double nearest = Math.rint(smooth[i] / CONTOUR_INTERVAL);
    double steepness = Math.sqrt(east * east + south * south) + 1e-5;
    double away = Math.abs(smooth[i] - nearest * CONTOUR_INTERVAL) / steepness;
    if (nearest <= 0) {
      return colour;
    }
    boolean index = nearest % 5 == 0;
    double ink = index ? 0.5 * Math.clamp(1.15 - away, 0, 1) : 0.28 * Math.clamp(0.9 - away, 0, 1);
    return Ramp.mix(colour, smooth[i] > 0.75 ? GLACIER_CONTOUR : CONTOUR, ink);
  }

  private double slopeEast(double[] surface, int i) {
    return (surface[i + 1] - surface[i - 1]) / 2;
  }

  private double slopeSouth(double[] surface, int i) {
    return (surface[i + width] - surface[i - width]) / 2;
  }
}

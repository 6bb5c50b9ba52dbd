/** A scale of colours: the value stops[k] has the colour 0xRRGGBB of colours[k]. */
record Ramp(double[] stops, int[] colours) {
  /** The colour of a value, blended between the neighbouring stops. */
  int at(double value) {
    int k = 1;
    while (k < stops.length - 1 && value > stops[k]) {
      k++;
    }
    double share = (value - stops[k - 1]) / (stops[k] - stops[k - 1]);
    return mix(colours[k - 1], colours[k], share);
  }

  /** The first colour at share 0, the second at share 1 and a blend in between. */
  static int mix(int first, int second, double share) {
    double bounded = Math.clamp(share, 0.0, 1.0);
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = first >> shift & 0xFF;
      int to = second >> shift & 0xFF;
      mixed |= (int) Math.rint(from + (to - from) * bounded) << shift;
    }
    return mixed;
  }
}

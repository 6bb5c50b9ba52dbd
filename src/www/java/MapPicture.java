import java.awt.image.BufferedImage;

final class MapPicture {
  static BufferedImage draw() {
    int w = 1120, h = 720;
    long t = System.nanoTime();
    Terrain terrain = Terrain.emerge(w, h, Long.getLong("seed", 7));
    System.out.println((System.nanoTime() - t) / 1_000_000 + " ms");
    w = terrain.width; h = terrain.height; BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    double[] e = terrain.elevation;
    for (int y = 1; y < h - 1; y++)
      for (int x = 1; x < w - 1; x++) {
        int i = y * w + x;
        if (e[i] < 0) { image.setRGB(x, y, 0x88aabb + (int) Math.max(-100, e[i] * 60) * 0x010101); continue; }
        double gx = (e[i + 1] - e[i - 1]) * 60, gy = (e[i + w] - e[i - w]) * 60;
        double s = (gx * 0.6 + gy * 0.6 + 0.6) / Math.sqrt(1 + gx * gx + gy * gy);
        int g = (int) Math.max(0, Math.min(255, 120 + 180 * (s - 0.3) + 0*e[i]));
        image.setRGB(x, y, g << 16 | g << 8 | (int)(g*0.9));
      }
    return image;
  }
}

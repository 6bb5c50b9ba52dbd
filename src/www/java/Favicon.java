import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** The icon of the site: the gauge in 16 and 32 pixels, two PNG images in an ICO container. */
final class Favicon {
  private static final int[] SIZES = {16, 32};
  private static final int HEADER_BYTES = 6;
  private static final int ENTRY_BYTES = 16;

  private Favicon() {}

  static byte[] draw() throws IOException {
    List<byte[]> images = new ArrayList<>();
    int offset = HEADER_BYTES + ENTRY_BYTES * SIZES.length;
    ByteBuffer directory = ByteBuffer.allocate(offset).order(ByteOrder.LITTLE_ENDIAN);
    directory.putShort((short) 0).putShort((short) 1).putShort((short) SIZES.length);
    for (int size : SIZES) {
      byte[] image = png(size);
      images.add(image);
      directory.put((byte) size).put((byte) size).putShort((short) 0);
      directory.putShort((short) 1).putShort((short) 32).putInt(image.length).putInt(offset);
      offset += image.length;
    }
    ByteArrayOutputStream icon = new ByteArrayOutputStream();
    icon.writeBytes(directory.array());
    images.forEach(icon::writeBytes);
    return icon.toByteArray();
  }

  private static byte[] png(int size) throws IOException {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = Pen.on(image);
    graphics.setColor(new Color(0x24425A));
    graphics.fill(new RoundRectangle2D.Double(0, 0, size, size, size / 3.0, size / 3.0));
    Gauge.draw(
        graphics, size / 2.0, 0.58 * size, 0.36 * size, new Color(0xF7F2E6), new Color(0xFF7A59));
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}

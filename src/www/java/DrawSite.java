import java.nio.file.Path;
import javax.imageio.ImageIO;
final class DrawSite {
  public static void main(String[] args) throws Exception {
    ImageIO.write(MapPicture.draw(), "png", Path.of(args[0], "map.png").toFile());
  }
}

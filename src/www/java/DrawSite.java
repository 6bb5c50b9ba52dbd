import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Makes the generated files of the demo site: {@code huge.html}, {@code favicon.ico} and {@code
 * map.png}. The same JDK always writes the same bytes. Run from the root of the repository:
 *
 * <pre>java src/www/java/DrawSite.java www</pre>
 */
final class DrawSite {
  private DrawSite() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("Usage: java src/www/java/DrawSite.java DIRECTORY");
      System.exit(2);
    }
    System.setProperty("java.awt.headless", "true");
    Path site = Path.of(args[0]);
    Files.writeString(site.resolve("huge.html"), ScalabilityPage.write());
    Files.write(site.resolve("favicon.ico"), Favicon.draw());
    ImageIO.write(MapPicture.draw(), "png", site.resolve("map.png").toFile());
  }
}

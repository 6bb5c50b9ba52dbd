package dev.pruefstand.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Slides as files. */
final class SlideFile {
  /** Pixels of the PNG per logical pixel: 1920 x 1080, what a projector shows. */
  private static final int SCALE = 2;

  private static final Pattern ROOT = Pattern.compile("<svg[^>]*>");

  private SlideFile() {}

  static void writePng(Slide slide, Footer footer, Path file) throws IOException {
    var image =
        new BufferedImage(SCALE * Slide.WIDTH, SCALE * Slide.HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.scale(SCALE, SCALE);
      slide.paint(g, footer);
    } finally {
      g.dispose();
    }
    var png = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "png", png)) {
      throw new IOException("this Java cannot write PNG files: use a full JDK");
    }
    Files.write(file, png.toByteArray());
  }

  static void writeSvg(Slide slide, Footer footer, Path file) throws IOException {
    var g = new VectorGraphics2D();
    slide.paint(g, footer);
    var svg = new ByteArrayOutputStream();
    new SVGProcessor()
        .getDocument(g.getCommands(), new PageSize(Slide.WIDTH, Slide.HEIGHT))
        .writeTo(svg);
    String text = svg.toString(StandardCharsets.UTF_8);
    Files.writeString(file, titled(text, slide.title() + " " + slide.subtitle()));
  }

  /** All texts are outlines: this one is what a search or a screen reader finds. */
  private static String titled(String svg, String title) {
    String escaped = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return ROOT.matcher(svg)
        .replaceFirst(
            root -> Matcher.quoteReplacement(root.group() + "\n  <title>" + escaped + "</title>"));
  }
}

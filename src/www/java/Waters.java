import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/** Where water stands and runs on a landscape: the sea, lakes up to their outlets, and rivers. */
final class Waters {
  private static final double PUDDLE = 0.003;

  /** The height water stands at, or the ground where it does not; 0 at sea. */
  final double[] level;

  /** The number of cells that drain through each cell, itself included. */
  final double[] area;

  private final double[] elevation;
  private final int width;

  /** The cell each cell drains to. */
  private final int[] receiver;

  /** The cells, each after the one it drains to. */
  private final int[] order;

  /** Finds the waters of a landscape whose top left corner lies at sea. */
  static Waters gather(double[] elevation, int width) {
    Waters waters = new Waters(elevation, width);
    waters.flood();
    waters.run();
    return waters;
  }

  private Waters(double[] elevation, int width) {
    int size = elevation.length;
    this.elevation = elevation;
    this.width = width;
    level = new double[size];
    area = new double[size];
    receiver = new int[size];
    order = new int[size];
  }

  /** Spreads from the corner at sea, always over the lowest shore; lakes fill to their outlets. */
  private void flood() {
    Arrays.fill(receiver, -1);
    PriorityQueue<Long> shore = new PriorityQueue<>();
    shore.add(0L);
    receiver[0] = 0;
    for (int known = 0; !shore.isEmpty(); known++) {
      int i = (int) (long) shore.remove();
      order[known] = i;
      for (int j : neighbours(i)) {
        if (receiver[j] < 0) {
          receiver[j] = i;
          level[j] = Math.max(level[i], elevation[j]);
          shore.add((long) (level[j] * 0x1p30) << 32 | j);
        } else if (level[j] < level[receiver[i]]) {
          receiver[i] = j;
        }
      }
    }
  }

  private void run() {
    Arrays.fill(area, 1);
    for (int k = order.length - 1; k > 0; k--) {
      area[receiver[order[k]]] += area[order[k]];
    }
  }

  /** The rivers that drain at least this many cells, each from its source to its mouth. */
  List<int[]> rivers(int least) {
    List<int[]> rivers = new ArrayList<>();
    boolean[] drawn = new boolean[area.length];
    int[] course = new int[area.length];
    for (int k = order.length - 1; k > 0; k--) {
      int i = order[k];
      if (area[i] >= least && !drawn[i] && level[i] > 0) {
        int length = 0;
        while (level[i] > 0 && !drawn[i]) {
          drawn[i] = true;
          course[length++] = i;
          i = receiver[i];
        }
        course[length++] = i;
        rivers.add(Arrays.copyOf(course, length));
      }
    }
    return rivers;
  }

  /** Whether this is neither sea nor lake; puddles do not count. */
  boolean isLand(int i) {
    return level[i] > 0 && level[i] - elevation[i] < PUDDLE;
  }

  private int[] neighbours(int i) {
    int left = i % width == 0 ? 0 : -1;
    int right = i % width == width - 1 ? 0 : 1;
    int up = i < width ? 0 : -width;
    int down = i >= area.length - width ? 0 : width;
    return new int[] {
      i + left, i + right, i + up, i + down,
      i + left + up, i + right + up, i + left + down, i + right + down
    };
  }
}

package dev.pruefstand;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may use whom. That each rule can fail is shown by taking a permitted arrow away, which also
 * shows that no arrow is permitted without need.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ArchitectureTest {
  private static final String ROOT = "dev.pruefstand.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .withImportOption(place -> !place.contains("jmh_generated"))
          .importPackages("dev.pruefstand");

  /** What every room may use beside the arrows. */
  private static final List<String> EVERYWHERE = List.of("java..", "org.jspecify..");

  private static final DescribedPredicate<JavaClass> PRIMITIVE =
      DescribedPredicate.describe(
          "primitives and their arrays", type -> type.getBaseComponentType().isPrimitive());

  private static final String HISTOGRAM = "org.HdrHistogram..";
  private static final String COMMANDS = "picocli..";

  /**
   * A package and what it may use.
   *
   * @param uses rooms, and packages of libraries, which end with two dots
   */
  private record Room(String name, List<String> uses) {
    static Room of(String name, String... uses) {
      return new Room(name, List.of(uses));
    }

    Room without(String use) {
      return new Room(name, uses.stream().filter(each -> !each.equals(use)).toList());
    }

    ArchRule rule() {
      return rule(EVERYWHERE);
    }

    ArchRule rule(List<String> everywhere) {
      var permitted = new ArrayList<>(everywhere);
      permitted.add(ROOT + name);
      for (String use : uses) {
        permitted.add(use.endsWith("..") ? use : ROOT + use);
      }
      return classes()
          .that(resideInAnyPackage(ROOT + name))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(permitted.toArray(String[]::new)).or(PRIMITIVE));
    }

    @Override
    public String toString() {
      return name + " -> " + uses;
    }
  }

  private static final List<Room> ROOMS =
      List.of(
          Room.of("http"),
          Room.of("site"),
          Room.of("stats", HISTOGRAM),
          Room.of("conversation", "http", "site", "stats"),
          Room.of("server", "http", "site", "stats"),
          Room.of("server.channels", "server", "conversation"),
          Room.of("server.threads", "server", "server.channels", "conversation", "http", "stats"),
          Room.of("server.selector", "server", "server.channels", "conversation", "http", "stats"),
          Room.of("server.poller", "server", "conversation", "http", "stats", "os"),
          Room.of("server.ring", "server", "conversation", "http", "stats", "os", "os.linux"),
          Room.of("os"),
          Room.of("os.linux", "os"),
          Room.of("os.bsd", "os"),
          Room.of(
              "strategy",
              "server",
              "server.threads",
              "server.selector",
              "server.poller",
              "server.ring",
              "os",
              "os.linux",
              "os.bsd"),
          Room.of("penetrator", "http", "os", HISTOGRAM),
          Room.of("penetrator.limit", "penetrator", HISTOGRAM),
          Room.of("evidence", "penetrator", "analysis", "trial", HISTOGRAM),
          Room.of("trial", HISTOGRAM, "tools.jackson..", "com.sun.management.."),
          Room.of("analysis", "trial", HISTOGRAM),
          Room.of(
              "chart",
              "analysis",
              "trial",
              HISTOGRAM,
              "org.knowm.xchart..",
              "de.erichseifert..",
              "javax.imageio.."),
          Room.of(
              "cli",
              "strategy",
              "server",
              "http",
              "site",
              "stats",
              "penetrator",
              "penetrator.limit",
              "evidence",
              "trial",
              "analysis",
              "chart",
              HISTOGRAM,
              COMMANDS),
          Room.of(
              "bench",
              "bench.oracle",
              "bench.leash",
              "bench.custom",
              "bench.subject",
              "bench.fairness",
              "strategy",
              "site",
              "http",
              "penetrator",
              "evidence",
              "os",
              "trial",
              "analysis",
              "chart",
              HISTOGRAM,
              COMMANDS,
              "com.sun.management..",
              "org.openjdk.jmh.."),
          Room.of("bench.oracle", HISTOGRAM),
          Room.of("bench.leash", "strategy"),
          Room.of("bench.custom", "bench.leash"),
          Room.of(
              "bench.subject",
              "bench.leash",
              "bench.custom",
              "bench.peer",
              "com.sun.management..",
              "strategy",
              "server",
              "site",
              "stats",
              "os",
              "trial"),
          Room.of(
              "bench.peer",
              "bench.leash",
              "bench.fairness",
              "site",
              "http",
              COMMANDS,
              "com.sun.net.httpserver..",
              "io.netty..",
              "org.eclipse.jetty..",
              "io.undertow..",
              "org.xnio..",
              "io.helidon.."),
          Room.of("bench.fairness", "site", "http"));

  private record Arrow(Room from, String to) {
    @Override
    public String toString() {
      return from.name + " -> " + to;
    }
  }

  static List<Room> rooms() {
    return ROOMS;
  }

  static Stream<Arrow> arrows() {
    return ROOMS.stream().flatMap(room -> room.uses.stream().map(use -> new Arrow(room, use)));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomUsesOnlyWhatItMay(Room room) {
    room.rule().check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("arrows")
  void aRoomThatUsesWhatItMayNotIsFound(Arrow arrow) {
    ArchRule stricter = arrow.from.without(arrow.to).rule();
    assertTrue(
        stricter.evaluate(CLASSES).hasViolation(),
        "the arrow " + arrow + " is permitted but not used: take it out of the list");
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomThatMayUseNothingAtAllIsFound(Room room) {
    assertTrue(new Room(room.name, List.of()).rule(List.of()).evaluate(CLASSES).hasViolation());
  }

  @Test
  void everyPackageIsARoom() {
    Set<String> rooms =
        ROOMS.stream().map(Room::name).collect(Collectors.toCollection(TreeSet::new));
    Set<String> packages =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(ROOT))
            .map(name -> name.substring(ROOT.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(rooms, packages);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void aCycleIsFound() {
    // Properties are kept in a ConcurrentHashMap, which is a java.util.Map.
    JavaClasses cyclic =
        new ClassFileImporter().importClasses(Properties.class, ConcurrentHashMap.class, Map.class);
    assertTrue(
        slices().matching("java.(**)").should().beFreeOfCycles().evaluate(cyclic).hasViolation());
  }

  @Test
  void everyPackageSaysWhatItIsForAndThatItIsNullMarked() {
    List<String> unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(each -> each.getName().startsWith(ROOT))
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertEquals(List.of(), unmarked);
  }

  @Test
  void nobodyPrintsButTheCommandsAndTheCampaign() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "cli", ROOT + "bench..")
            .should()
            .accessField(System.class, "out");
    rule.check(CLASSES);
    assertTrue(
        noClasses()
            .that(alwaysTrue())
            .should()
            .accessField(System.class, "out")
            .evaluate(CLASSES)
            .hasViolation());
  }

  @Test
  void namesSayWhatAThingIs() {
    List<String> vague =
        CLASSES.stream()
            .map(JavaClass::getSimpleName)
            .filter(
                name ->
                    Arrays.stream(new String[] {"Manager", "Helper", "Util", "Utils", "Impl"})
                        .anyMatch(name::endsWith))
            .toList();
    assertEquals(List.of(), vague);
  }
}

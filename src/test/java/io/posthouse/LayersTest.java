package io.posthouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may import whom: one row a package. A package without a row fails, and so does a row without a package. */
class LayersTest {
    private static final String ROOT = "io.posthouse";

    /** Of the packages named here the right-hand side lists those of ours that the left-hand side may use. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("config", Set.of("model")),
            Map.entry("bus", Set.of("model")),
            Map.entry("store", Set.of("model", "bus", "config")),
            Map.entry("team", Set.of("model")),
            Map.entry("routing", Set.of("model", "bus", "config", "team")),
            Map.entry("recall", Set.of("model", "bus", "config", "team")),
            Map.entry("connection", Set.of("model", "bus", "config")),
            Map.entry("upstream", Set.of("model", "bus", "config")),
            Map.entry("files", Set.of("model", "bus", "config")),
            Map.entry("protocol.json", Set.of("model", "config", "connection")),
            Map.entry("protocol.nim", Set.of("model", "config", "connection", "protocol.socketio")),
            Map.entry("protocol.socketio", Set.of("model", "config", "connection")),
            Map.entry("cluster", Set.of("model", "bus", "config")),
            Map.entry("management", Set.of("model", "bus", "config")),
            Map.entry("client", Set.of("model")),
            Map.entry("bench", Set.of("model", "client")));

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(ROOT);

    @Test
    void everyPackageHasARowAndEveryRowAPackage() {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : classes) {
            packages.add(packageOf(type));
        }
        packages.remove("");

        assertThat(packages).containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
    }

    @Test
    void noPackageImportsOneThatItsRowDoesNotName() {
        Set<String> offences = new TreeSet<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT) && !isAllowed(packageOf(type), packageOf(target))) {
                    offences.add(packageOf(type) + " must not import " + packageOf(target) + ": " + type.getName()
                            + " uses " + target.getName());
                }
            }
        }

        assertThat(offences).isEmpty();
    }

    @Test
    void theModelUsesNothingButTheJdk() {
        Set<String> offences = new TreeSet<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (packageOf(type).equals("model")
                        && !target.isEmpty()
                        && !target.startsWith("java.")
                        && !target.startsWith("org.jspecify")
                        && !target.startsWith(ROOT + ".model")) {
                    offences.add(type.getName() + " uses " + target);
                }
            }
        }

        assertThat(offences).isEmpty();
    }

    private static boolean isAllowed(String from, String to) {
        return from.isEmpty()
                || from.equals(to)
                || MAY_IMPORT.getOrDefault(from, Set.of()).contains(to);
    }

    private static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }
}

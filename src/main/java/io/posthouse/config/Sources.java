package io.posthouse.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all sections of one reading share: the environment, the mistakes found, the settings asked for. */
final class Sources {
    private static final String PREFIX = "POSTHOUSE_";

    /** What Kubernetes sets in every pod beside a Service whose name starts with posthouse; nobody wrote it. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile(".*(_SERVICE_HOST|_SERVICE_PORT(_.*)?|_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern ADDRESS_OF_KUBERNETES = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, String> environment;
    private final Set<String> used;
    private final List<String> mistakes = new ArrayList<>();
    private final List<KnownSetting> known = new ArrayList<>();

    /** @param reserved variables with our prefix that are no settings */
    Sources(Map<String, String> environment, Set<String> reserved) {
        this.environment = environment;
        this.used = new HashSet<>(reserved);
    }

    static String variableOf(String path) {
        return PREFIX
                + path.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT);
    }

    /** What the environment says about a setting; a list or a section is written as JSON there. */
    @Nullable Given fromEnvironment(String path) {
        String variable = variableOf(path);
        String text = environment.get(variable);
        if (text == null) {
            return null;
        }
        used.add(variable);
        String trimmed = text.trim();
        if (trimmed.startsWith("[") || trimmed.startsWith("{")) {
            return Yaml.parse(trimmed, variable, this);
        }
        return new Given.Text(text, variable);
    }

    void mistake(String place, String sentence) {
        mistakes.add(place.isEmpty() ? sentence : place + ": " + sentence);
    }

    void known(KnownSetting setting) {
        known.add(setting);
    }

    void rejectUnknownVariables() {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !used.contains(name) && !isOfKubernetes(name, value)) {
                mistake("", name + " is not a known setting");
            }
        });
    }

    private static boolean isOfKubernetes(String name, String value) {
        return OF_KUBERNETES.matcher(name).matches()
                || ADDRESS_OF_KUBERNETES.matcher(value).matches();
    }

    List<String> mistakes() {
        return mistakes;
    }

    List<KnownSetting> known() {
        return known;
    }
}

package io.posthouse.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One section of the configuration while it is read. A wrong value is noted with its place and the default is returned,
 * so that one reading finds all mistakes. The environment overrides what the file says.
 */
public final class Section {
    private static final int SECRET_BYTES_MAX = 64 * 1024;

    private final Sources sources;
    private final String path;
    private final Map<String, Given> fields;
    private final Map<String, @Nullable Given> asked = new HashMap<>();

    Section(Sources sources, String path, Map<String, Given> fields) {
        this.sources = sources;
        this.path = path;
        this.fields = fields;
    }

    /** A section inside this one; empty if nobody wrote it. */
    public Section section(String key) {
        Given given = fields.get(key);
        asked.put(key, given);
        if (given instanceof Given.Fields inner) {
            return new Section(sources, pathOf(key), inner.fields());
        }
        if (given != null && !(given instanceof Given.Text text && text.text().isEmpty())) {
            wrong(key, given, "a section");
        }
        return new Section(sources, pathOf(key), Map.of());
    }

    public int integer(String key, int byDefault, int min, int max) {
        String allowed = "a whole number from " + min + " to " + max;
        return parsed(key, byDefault, allowed, String::valueOf, text -> {
            int number = Integer.parseInt(text.trim());
            return number < min || number > max ? null : number;
        });
    }

    public boolean flag(String key, boolean byDefault) {
        return parsed(key, byDefault, "true or false", String::valueOf, text -> switch (text.trim()) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        });
    }

    public Duration duration(String key, Duration byDefault, Duration min, Duration max) {
        String example = byDefault.isZero() ? "PT2M" : show(byDefault);
        String allowed = "an ISO-8601 duration such as " + example + " from " + show(min) + " to " + show(max);
        return parsed(key, byDefault, allowed, Section::show, text -> {
            Duration duration = Duration.parse(text.trim());
            return duration.compareTo(min) < 0 || duration.compareTo(max) > 0 ? null : duration;
        });
    }

    /** @param allowed the form in words, for the mistake and the table */
    public String text(String key, String byDefault, Pattern form, String allowed) {
        return parsed(
                key,
                byDefault,
                allowed,
                Function.identity(),
                text -> form.matcher(text).matches() ? text : null);
    }

    /**
     * One of some words, whatever their case.
     *
     * @param words in the order to be shown
     */
    public <T> T choice(String key, T byDefault, Map<String, T> words) {
        return parsed(
                key,
                byDefault,
                "one of " + String.join(", ", words.keySet()),
                value -> wordOf(value, words),
                text -> words.entrySet().stream()
                        .filter(word -> word.getKey().equalsIgnoreCase(text.trim()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null));
    }

    /**
     * Any text with a form of its own.
     *
     * @param show writes a value as {@code parse} reads it
     * @param parse yields null, or throws an {@link IllegalArgumentException}, for a text that is not allowed
     */
    public <T> T parsed(
            String key, T byDefault, String allowed, Function<T, String> show, Function<String, @Nullable T> parse) {
        Given given = lookUp(key);
        T value = byDefault;
        if (given != null) {
            T read = given instanceof Given.Text text ? parseOrNull(text.text(), parse) : null;
            if (read == null) {
                wrong(key, given, allowed);
            } else {
                value = read;
            }
        }
        note(key, allowed, quoted(show.apply(byDefault)), quoted(show.apply(value)), given);
        return value;
    }

    /** Texts of one form: a list, or (in the environment) separated by commas. */
    public List<String> texts(String key, Pattern form, String allowed) {
        Given given = lookUp(key);
        List<String> texts = new ArrayList<>();
        for (Given item : itemsOf(given)) {
            if (item instanceof Given.Text text && form.matcher(text.text()).matches()) {
                texts.add(text.text());
            } else {
                wrong(key, item, "a list, each " + allowed);
            }
        }
        note(key, "a list, each " + allowed, "[]", texts.toString(), given);
        return List.copyOf(texts);
    }

    /**
     * A list of sections; empty if nobody wrote it.
     *
     * @param allowed names their keys, for the table
     */
    public List<Section> sections(String key, String allowed) {
        Given given = lookUp(key);
        List<Section> sections = new ArrayList<>();
        List<Given> items = given instanceof Given.Items list ? list.items() : List.of();
        if (given != null && !(given instanceof Given.Items)) {
            wrong(key, given, allowed);
        }
        note(key, allowed, "[]", items.isEmpty() ? "[]" : items.size() + " entries", given);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Given.Fields inner) {
                sections.add(new Section(sources, pathOf(key) + "[" + i + "]", inner.fields()));
            } else {
                wrong(key, items.get(i), allowed);
            }
        }
        return List.copyOf(sections);
    }

    /** A text no one may see: written out, or as {@code {"file": "path"}}. */
    public Secret secret(String key) {
        String allowed = "a text, or {\"file\": \"path\"}";
        Given given = lookUp(key);
        Secret secret = Secret.NONE;
        if (given instanceof Given.Text text) {
            secret = text.text().isEmpty() ? Secret.NONE : new Secret(text.text());
        } else if (given instanceof Given.Fields from
                && from.fields().size() == 1
                && from.fields().get("file") instanceof Given.Text file) {
            secret = secretIn(key, file);
        } else if (given != null) {
            mistake(key, "must be " + allowed);
        }
        note(key, allowed, "\"\"", secret.isSet() ? "***" : "\"\"", given);
        return secret;
    }

    /** Notes a mistake that only the section as a whole shows. */
    public void mistake(String key, String sentence) {
        Given given = lookUp(key);
        sources.mistake(given == null ? "" : given.place(), pathOf(key) + " " + sentence);
    }

    /** Notes every key that nobody asked for. To be called last. */
    public void rejectUnknown() {
        fields.forEach((key, given) -> {
            if (!asked.containsKey(key)) {
                sources.mistake(given.place(), pathOf(key) + " is not a known setting");
            }
        });
    }

    static String show(Duration duration) {
        boolean wholeDays = !duration.isZero() && duration.equals(Duration.ofDays(duration.toDays()));
        return wholeDays ? "P" + duration.toDays() + "D" : duration.toString();
    }

    private static <T> @Nullable T parseOrNull(String text, Function<String, @Nullable T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException notOfThatForm) {
            return null;
        }
    }

    private Secret secretIn(String key, Given.Text file) {
        try {
            Path path = Path.of(file.text());
            if (Files.size(path) > SECRET_BYTES_MAX) {
                mistake(key, "names a file of more than " + SECRET_BYTES_MAX + " bytes: " + file.text());
                return Secret.NONE;
            }
            String text = Files.readString(path).stripTrailing();
            if (text.isEmpty()) {
                mistake(key, "names an empty file: " + file.text());
            }
            return new Secret(text);
        } catch (IOException | InvalidPathException unreadable) {
            mistake(key, "names a file that cannot be read: " + file.text());
            return Secret.NONE;
        }
    }

    private static List<Given> itemsOf(@Nullable Given given) {
        if (given instanceof Given.Items list) {
            return list.items();
        }
        if (given instanceof Given.Text text) {
            return Pattern.compile(",")
                    .splitAsStream(text.text())
                    .map(String::trim)
                    .filter(part -> !part.isEmpty())
                    .<Given>map(part -> new Given.Text(part, text.place()))
                    .toList();
        }
        return given == null ? List.of() : List.of(given);
    }

    private void wrong(String key, Given given, String allowed) {
        sources.mistake(given.place(), pathOf(key) + " must be " + allowed + ", was " + given.shown());
    }

    private void note(String key, String allowed, String byDefault, String value, @Nullable Given given) {
        sources.known(new KnownSetting(pathOf(key), allowed, byDefault, value, given == null ? "" : given.place()));
    }

    private @Nullable Given lookUp(String key) {
        if (!asked.containsKey(key)) {
            Given overriding = sources.fromEnvironment(pathOf(key));
            asked.put(key, overriding == null ? fields.get(key) : overriding);
        }
        return asked.get(key);
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String quoted(String shown) {
        return shown.isEmpty() ? "\"\"" : shown;
    }

    private static <T> String wordOf(T value, Map<String, T> words) {
        return words.entrySet().stream()
                .filter(word -> word.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}

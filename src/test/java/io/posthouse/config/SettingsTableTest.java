package io.posthouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The code, conf/posthouse.yaml and the README say the same about every setting. */
class SettingsTableTest {
    private static final Path FILE = Path.of("conf/posthouse.yaml");
    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- settings: begin -->\n";
    private static final String END = "<!-- settings: end -->";

    @Test
    void theFileHoldsEverySettingWithItsDefault() {
        ConfigReader.Reading reading = ConfigReader.read(FILE, Map.of(), Set.of());

        assertThat(reading.config()).isEqualTo(Config.DEFAULT);
        assertThat(reading.settings())
                .allSatisfy(setting ->
                        assertThat(setting.value()).as(setting.path()).isEqualTo(setting.byDefault()))
                .allSatisfy(setting -> assertThat(setting.place())
                        .as(setting.path() + " is missing in " + FILE)
                        .startsWith("conf"));
    }

    @Test
    void theFileSaysInACommentWhatEachSettingIs() throws IOException {
        Map<String, String> comments = comments();

        assertThat(settings()).allSatisfy(setting -> assertThat(comments).containsKey(setting.path()));
    }

    /** Run with -Dreadme.write=true to write the table into the README instead of comparing it. */
    @Test
    void theReadmeHoldsTheSettingsTable() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        String expected = table();

        if (Boolean.getBoolean("readme.write")) {
            Files.writeString(README, readme.substring(0, begin) + expected + readme.substring(end));
        } else {
            assertThat(readme.substring(begin, end))
                    .as("the settings table in the README; -Dreadme.write=true writes it")
                    .isEqualTo(expected);
        }
    }

    private static String table() throws IOException {
        Map<String, String> comments = comments();
        return settings().stream()
                .map(setting -> "| `%s` | `%s` | %s | %s |\n"
                        .formatted(
                                setting.path(),
                                setting.byDefault(),
                                brief(setting.allowed()),
                                comments.getOrDefault(setting.path(), "").replace("|", "\\|")))
                .collect(Collectors.joining(
                        "", "| setting | default | may be | what it is |\n| --- | --- | --- | --- |\n", ""));
    }

    private static String brief(String allowed) {
        return allowed.replace("a whole number from ", "").replaceAll("an ISO-8601 duration such as \\S+ from ", "");
    }

    private static List<KnownSetting> settings() {
        return ConfigReader.read(null, Map.of(), Set.of()).settings();
    }

    /** Path to the comment lines right above the key. */
    private static Map<String, String> comments() throws IOException {
        Pattern key = Pattern.compile("( *)(\\w+):(.*)");
        Map<String, String> comments = new LinkedHashMap<>();
        List<String> comment = new ArrayList<>();
        Deque<String> sections = new ArrayDeque<>();
        for (String line : Files.readAllLines(FILE)) {
            Matcher matcher = key.matcher(line);
            if (line.strip().startsWith("#")) {
                comment.add(line.strip().substring(1).strip());
            } else if (matcher.matches()) {
                while (sections.size() > matcher.group(1).length() / 2) {
                    sections.removeLast();
                }
                if (matcher.group(3).isEmpty()) {
                    sections.addLast(matcher.group(2));
                } else if (!comment.isEmpty()) {
                    String path = String.join(".", sections) + "." + matcher.group(2);
                    comments.put(path, String.join(" ", comment));
                }
                comment.clear();
            }
        }
        return comments;
    }
}

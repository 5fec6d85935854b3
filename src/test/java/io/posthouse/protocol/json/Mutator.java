package io.posthouse.protocol.json;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes hostile frames out of recorded ones, always the same for one seed. */
public final class Mutator {
    private static final Pattern VALUE = Pattern.compile("(?<=:)(\"[^\"]*+\"|-?[0-9][0-9.eE+-]*|true|false|null)");
    private static final Pattern FIELD =
            Pattern.compile("\"[^\"\\\\]*\":(\"[^\"]*+\"|-?[0-9][0-9.eE+-]*|true|false|null),?");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-0",
            "9007199254740993",
            "1".repeat(63),
            "9".repeat(9_000),
            "\"\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\\u0000\"",
            "\"" + "x".repeat(20_000) + "\"",
            "{}",
            "[]",
            "[[]]",
            "{\"a\":1,\"a\":2}",
            "{\"__proto__\":{}}",
            "[1,\"a\",null,{}]",
            "\"p2p\"",
            "\"team\"",
            "\"superTeam\"",
            "\"notification\"",
            "NaN",
            "Infinity",
            "undefined",
            "'x'",
            "\"\\x\"",
            "\u202e",
            "\"\u00e4\ud83d\ude00\"");

    private final List<String> seeds;
    private final Random random;

    public Mutator(List<String> seeds, long seed) {
        this.seeds = List.copyOf(seeds);
        this.random = new Random(seed);
    }

    public String next() {
        String frame = pick(seeds);
        for (int rounds = random.nextInt(4) == 0 ? 3 : 1; rounds > 0; rounds--) {
            frame = mutate(frame);
        }
        return frame;
    }

    private String mutate(String frame) {
        return switch (random.nextInt(20)) {
            case 0 -> flip(frame);
            case 1 -> frame.substring(0, at(frame));
            case 2 -> insert(frame, Character.toString((char) random.nextInt(0x10000)));
            case 3 -> insert(frame, frame);
            case 4 -> cross(frame);
            case 5 -> scramble(frame);
            case 6 -> replace(VALUE, frame, "[".repeat(1 + random.nextInt(200)));
            case 7 -> deepen(frame);
            case 8 -> twice(frame);
            case 9, 10, 11 -> replace(FIELD, frame, "");
            case 12, 13, 14 -> replace(VALUE, frame, recordedValue());
            default -> replace(VALUE, frame, pick(VALUES));
        };
    }

    /** What some other recorded frame says somewhere. */
    private String recordedValue() {
        Matcher value = VALUE.matcher(pick(seeds));
        return value.find() ? value.group() : "0";
    }

    private String flip(String frame) {
        if (frame.isEmpty()) {
            return "\u0000";
        }
        int place = at(frame);
        char flipped = (char) (frame.charAt(Math.min(place, frame.length() - 1)) ^ 1 << random.nextInt(16));
        return frame.substring(0, Math.min(place, frame.length() - 1))
                + flipped
                + frame.substring(Math.min(place + 1, frame.length()));
    }

    /** One of the values becomes something else, or one of the fields goes. */
    private String replace(Pattern what, String frame, String by) {
        List<int[]> places = what.matcher(frame)
                .results()
                .map(r -> new int[] {r.start(), r.end()})
                .toList();
        if (places.isEmpty()) {
            return frame;
        }
        int[] place = places.get(random.nextInt(places.size()));
        return frame.substring(0, place[0]) + by + frame.substring(place[1]);
    }

    private String deepen(String frame) {
        int depth = 1 + random.nextInt(3_000);
        boolean closed = random.nextInt(4) > 0;
        String value = "{\"a\":".repeat(depth) + "1" + (closed ? "}".repeat(depth) : "");
        return replace(VALUE, frame, value);
    }

    /** A field stands twice. */
    private String twice(String frame) {
        Matcher field = FIELD.matcher(frame);
        return field.find() && frame.startsWith("{")
                ? "{" + field.group().replaceAll(",$", "") + "," + frame.substring(1)
                : frame + frame;
    }

    private String insert(String frame, String text) {
        int place = at(frame);
        return frame.substring(0, place) + text + frame.substring(place);
    }

    private String cross(String frame) {
        String other = pick(seeds);
        return frame.substring(0, at(frame)) + other.substring(at(other));
    }

    private String scramble(String frame) {
        StringBuilder scrambled = new StringBuilder(frame);
        for (int i = random.nextInt(20); i > 0 && scrambled.length() > 0; i--) {
            scrambled.setCharAt(random.nextInt(scrambled.length()), (char) (' ' + random.nextInt(95)));
        }
        return scrambled.toString();
    }

    private int at(String frame) {
        return random.nextInt(frame.length() + 1);
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}

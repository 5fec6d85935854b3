package io.posthouse.config;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where requests of clients are passed on to, from the {@code passThrough} section.
 *
 * @param upstreams by the zone that clients name; the zone "" is the one of who names none. Empty: nothing is passed on
 * @param timeout how long an upstream may take for all of its answer
 * @param bodyBytesMax of a request's and of an answer's body
 * @param inFlightMax requests of one event loop that wait for their answers
 */
public record PassThroughConfig(List<Upstream> upstreams, Duration timeout, int bodyBytesMax, int inFlightMax) {
    public static final PassThroughConfig DEFAULT =
            new PassThroughConfig(List.of(), Duration.ofSeconds(3), 32 * 1024, 64);

    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final String ALLOWED =
            "an http or https URL without user, query and fragment, such as https://api.example.com/im";

    public PassThroughConfig {
        upstreams = List.copyOf(upstreams);
        Check.positive(timeout, "timeout");
        Check.positive(bodyBytesMax, "bodyBytesMax");
        Check.positive(inFlightMax, "inFlightMax");
    }

    public Optional<Upstream> upstream(String zone) {
        return upstreams.stream().filter(one -> one.zone().equals(zone)).findFirst();
    }

    public static PassThroughConfig from(Section section) {
        Set<Upstream> upstreams = new HashSet<>();
        String url = section.parsed("url", "", ALLOWED + "; empty for none", shown -> shown, PassThroughConfig::base);
        if (!url.isEmpty()) {
            upstreams.add(new Upstream("", URI.create(url)));
        }
        List<Section> zones = section.sections("zones", "a list of sections with zone and url");
        zones.stream().map(PassThroughConfig::zone).forEach(upstreams::add);
        if (upstreams.stream().map(Upstream::zone).distinct().count() < zones.size() + (url.isEmpty() ? 0 : 1)) {
            section.mistake("zones", "has two upstreams for the same zone");
        }
        PassThroughConfig passThrough = new PassThroughConfig(
                List.copyOf(upstreams),
                section.duration("timeout", DEFAULT.timeout, Duration.ofMillis(100), Duration.ofMinutes(1)),
                section.integer("bodyBytesMax", DEFAULT.bodyBytesMax, 1, 131_072),
                section.integer("inFlightMax", DEFAULT.inFlightMax, 1, 10_000));
        section.rejectUnknown();
        return passThrough;
    }

    private static Upstream zone(Section section) {
        String zone = section.text("zone", "", ZONE, "1 to 64 of A-Z a-z 0-9 _ . -");
        String url = section.parsed("url", "", ALLOWED, shown -> shown, PassThroughConfig::base);
        if (zone.isEmpty()) {
            section.mistake("zone", "must be named");
        }
        if (url.isEmpty()) {
            section.mistake("url", "must be " + ALLOWED);
        }
        section.rejectUnknown();
        return new Upstream(zone, URI.create(url));
    }

    private static @Nullable String base(String text) {
        URI uri = URI.create(text);
        boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        boolean isPlain = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
        boolean fits = text.isEmpty() || (isHttp && uri.getHost() != null && isPlain);
        return fits ? text : null;
    }

    /**
     * @param base requests go to what is below it, and nowhere else
     */
    public record Upstream(String zone, URI base) {}
}

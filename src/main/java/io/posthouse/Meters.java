package io.posthouse;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the gateway counts: a registry of its own with the JVM's figures beside, or the host's. */
final class Meters {
    private static final String PREFIX = "posthouse";

    private final MeterRegistry registry;
    private final boolean isOwn;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    Meters(@Nullable MeterRegistry ofHost) {
        this.isOwn = ofHost == null;
        this.registry = ofHost == null ? new PrometheusMeterRegistry(PrometheusConfig.DEFAULT) : ofHost;
        if (isOwn) {
            List<MeterBinder> binders = List.of(
                    new JvmMemoryMetrics(),
                    new JvmThreadMetrics(),
                    new ProcessorMetrics(),
                    new UptimeMetrics(),
                    collections);
            binders.forEach(binder -> binder.bindTo(registry));
        }
    }

    MeterRegistry registry() {
        return registry;
    }

    /** Takes away what the gateway added; what the host counts stays. */
    void close() {
        collections.close();
        registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(PREFIX))
                .map(Meter::getId)
                .toList()
                .forEach(registry::remove);
        if (isOwn) {
            registry.close();
        }
    }
}

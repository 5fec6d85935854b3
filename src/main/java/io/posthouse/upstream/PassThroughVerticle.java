package io.posthouse.upstream;

import io.posthouse.bus.Addresses;
import io.posthouse.bus.LocalBus;
import io.posthouse.config.PassThroughConfig;
import io.posthouse.config.PassThroughConfig.Upstream;
import io.posthouse.model.Answer;
import io.posthouse.model.Command;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import io.posthouse.model.Request;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks upstreams what clients ask of them, as the account that is logged in. Only what is configured can be reached; nothing is
 * followed, kept or tried again.
 */
public final class PassThroughVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(PassThroughVerticle.class);
    private static final int HEADER_BYTES_MAX = 8 * 1024;

    private final int k;
    private final PassThroughConfig config;
    private final Duration requestTimeout;
    private int inFlight;
    private @Nullable HttpClient client;

    /**
     * @param k which of the pass-through verticles of this node
     */
    public PassThroughVerticle(int k, PassThroughConfig config, Duration requestTimeout) {
        this.k = k;
        this.config = config;
        this.requestTimeout = requestTimeout;
    }

    @Override
    public Future<?> start() {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) config.timeout().toMillis())
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setMaxRedirects(0);
        client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(config.inFlightMax()));
        return new LocalBus(vertx, requestTimeout).serve(Addresses.passThrough(k), this::pass);
    }

    @Override
    public Future<?> stop() {
        return client == null ? Future.succeededFuture() : client.close();
    }

    private Future<Answer> pass(Request request) {
        if (!(request.command() instanceof Command.PassThrough asked) || client == null) {
            throw new FaultException(Fault.UNKNOWN_COMMAND);
        }
        if (config.upstreams().isEmpty()) {
            throw new FaultException(Fault.FORBIDDEN, "passThrough is off");
        }
        Upstream upstream =
                config.upstream(asked.zone()).orElseThrow(() -> new FaultException(Fault.NOT_FOUND, "zone"));
        Outgoing outgoing = Outgoing.of(upstream, request.caller(), asked, config.bodyBytesMax());
        if (inFlight >= config.inFlightMax()) {
            throw new FaultException(Fault.OVERLOADED, "passThrough.inFlightMax");
        }
        inFlight++;
        Exchange exchange = new Exchange(config.bodyBytesMax());
        long timer = vertx.setTimer(config.timeout().toMillis(), due -> exchange.giveUp("it took too long"));
        exchange.run(client, outgoing);
        return exchange.answer()
                .onComplete(done -> {
                    inFlight--;
                    vertx.cancelTimer(timer);
                })
                .recover(cause -> {
                    LOG.warn("An upstream failed zone={} cause={}", asked.zone(), cause.getMessage());
                    return Future.failedFuture(new FaultException(Fault.UPSTREAM_FAILED));
                });
    }
}

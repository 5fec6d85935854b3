package io.posthouse;

import io.posthouse.config.AdminConfig;
import io.posthouse.config.Config;
import io.posthouse.config.Secret;
import io.posthouse.config.StartupException;
import io.posthouse.config.StoreConfig;
import io.posthouse.management.Tokens;
import io.posthouse.model.Fault;
import io.posthouse.model.FaultException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a start without any configuration adds: an admin key, a certificate and three accounts to chat with. All are made once
 * and kept in the data directory, readable by its owner alone. Blocks; not for an event loop.
 */
final class DevelopmentStart {
    private static final Map<String, String> NICKS = nicks();

    private final Config config;
    private final Tokens tokens = new Tokens(new SecureRandom());
    private final PrivateFile accounts;

    DevelopmentStart(Config config) {
        this.config = config;
        this.accounts = new PrivateFile(directory(config.store()).resolve("demo-accounts"));
    }

    static Path keyFile(StoreConfig store) {
        return directory(store).resolve("admin.key");
    }

    /** The configuration with the key and the certificate that were made at the first start, unless some are configured. */
    Config completed() {
        Config keyed = withKey();
        return keyed.server().tls().isOn()
                ? keyed
                : keyed.withServer(new DevelopmentCertificate(directory(config.store())).appliedTo(keyed.server()));
    }

    private Config withKey() {
        if (config.admin().key().isSet()) {
            return config;
        }
        PrivateFile file = new PrivateFile(keyFile(config.store()));
        String key =
                file.read().map(String::strip).filter(kept -> !kept.isEmpty()).orElse("");
        if (key.isEmpty()) {
            key = tokens.next();
            file.write(key + "\n");
        }
        return config.withAdmin(new AdminConfig(new Secret(key)));
    }

    /**
     * The demo accounts and their tokens, made at the first start. One that somebody has deleted or given another token
     * since is not made again, and its token is empty here.
     */
    Map<String, String> demoAccounts(Posthouse posthouse) {
        Map<String, String> kept = parsed(accounts.read().orElse(""));
        if (kept.isEmpty()) {
            return create(posthouse);
        }
        kept.replaceAll((account, token) -> posthouse.hasToken(account, token).await() ? token : "");
        return kept;
    }

    private Map<String, String> create(Posthouse posthouse) {
        Map<String, String> made = new LinkedHashMap<>();
        NICKS.forEach((account, nick) -> {
            String token = tokens.next();
            createOrChange(posthouse, account, token, nick);
            made.put(account, token);
        });
        StringBuilder text = new StringBuilder();
        made.forEach((account, token) ->
                text.append(account).append(' ').append(token).append('\n'));
        accounts.write(text.toString());
        return made;
    }

    /** A start that was killed before it wrote the file has left accounts whose tokens nobody knows. */
    private static void createOrChange(Posthouse posthouse, String account, String token, String nick) {
        try {
            posthouse.createAccount(account, token, nick).await();
        } catch (FaultException refusal) {
            if (refusal.fault() != Fault.ALREADY_EXISTS) {
                throw new StartupException("The demo accounts cannot be made: " + refusal.getMessage() + ".");
            }
            posthouse.changeToken(account, token).await();
        }
    }

    private static Map<String, String> parsed(String text) {
        Map<String, String> tokens = new LinkedHashMap<>();
        text.lines()
                .map(line -> line.split(" ", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts -> tokens.put(parts[0], parts[1]));
        return tokens;
    }

    private static Path directory(StoreConfig store) {
        return Path.of(store.dataDirectory());
    }

    private static Map<String, String> nicks() {
        Map<String, String> nicks = new LinkedHashMap<>();
        nicks.put("ann", "Ann");
        nicks.put("bob", "Bob");
        nicks.put("cleo", "Cleo");
        return nicks;
    }
}

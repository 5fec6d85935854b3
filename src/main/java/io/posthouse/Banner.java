package io.posthouse;

import io.posthouse.config.Config;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a person who has just started the gateway wants to know. */
final class Banner {
    private final Config config;
    private final String generatedKey;
    private final Posthouse posthouse;
    private final PrintWriter out;

    /** @param generatedKey the admin key if the gateway has made it itself; one that was configured is never shown */
    Banner(Config config, String generatedKey, Posthouse posthouse, PrintWriter out) {
        this.config = config;
        this.generatedKey = generatedKey;
        this.posthouse = posthouse;
        this.out = out;
    }

    /** @param demoAccounts account to token, which is empty if it is not known; none outside of a development start */
    void print(Map<String, String> demoAccounts) {
        String base = "http://" + address(config.server().host(), posthouse.port());
        out.println();
        out.println("Posthouse " + Version.text());
        out.println();
        line(config.server().page() ? "Chat page" : "Clients", base + "/");
        line("Server API", base + "/api/v1");
        if (posthouse.tlsPort() != 0) {
            line("Over TLS", "https://" + address(config.server().host(), posthouse.tlsPort()) + "/");
        }
        if (config.management().enabled()) {
            String management = address(config.management().host(), posthouse.managementPort());
            line("Management", "http://" + management + "/health/ready");
        }
        if (!demoAccounts.isEmpty()) {
            printDevelopment(base, demoAccounts);
        }
        out.println();
        out.println("Ready; Ctrl-C stops it.");
        out.flush();
    }

    private void printDevelopment(String base, Map<String, String> demoAccounts) {
        if (posthouse.tlsPort() == 0) {
            line("Over TLS", "off: no certificate could be made; server.tls.certificate names one of yours");
        }
        line("Data", config.store().dataDirectory());
        line("Admin key", generatedKey.isEmpty() ? "as configured" : generatedKey);
        out.println();
        out.println("  Demo accounts; open two of the links in two browser windows:");
        demoAccounts.forEach((account, token) -> {
            out.println();
            if (token.isEmpty()) {
                out.printf("  %-6s has been deleted or given another token%n", account);
            } else {
                out.printf("  %-6s token %s%n", account, token);
                out.println("         " + base + "/#account=" + encoded(account) + "&token=" + encoded(token));
            }
        });
    }

    private void line(String name, String value) {
        out.printf("  %-12s%s%n", name, value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** An address as a person on this machine would type it. */
    static String address(String host, int port) {
        boolean isAny = host.equals("0.0.0.0") || host.equals("::");
        String name = isAny ? "localhost" : host;
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
}

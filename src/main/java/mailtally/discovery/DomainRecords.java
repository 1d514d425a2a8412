package mailtally.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/// What the DNS says of a domain's mail: where Autodiscover is (SRV, MS-OXDISCO section 3.1.5.3,
/// and CNAME), and who takes mail for it (MX, RFC 5321 section 5). Anybody on the way can have
/// written it, so it decides nothing alone.
final class DomainRecords {
    private static final int MOST_RECORDS = 10;
    private static final int MOST_CHARS = 255;
    private static final int TRIES = 2;

    private final SearchSettings settings;
    private final Duration patience;

    DomainRecords(SearchSettings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
    }

    /// What was told.
    ///
    /// @param service host and port from the SRV record
    /// @param online true where a record names Exchange Online
    record Told(List<Evidence> evidence, Optional<String> service, boolean online) {
        static final Told NOTHING = new Told(List.of(), Optional.empty(), false);
    }

    Told ask(String domain) {
        if (!settings.dns()) {
            return Told.NOTHING;
        }
        List<Evidence> evidence = new ArrayList<>();
        List<String> services = records("_autodiscover._tcp." + domain, "SRV", evidence);
        List<String> names = records("autodiscover." + domain, "CNAME", evidence);
        List<String> mail = records(domain, "MX", evidence);
        boolean online =
                names.stream().anyMatch(this::online) || mail.stream().anyMatch(this::online);
        return new Told(
                evidence, services.stream().flatMap(s -> service(s).stream()).findFirst(), online);
    }

    /// JNDI can be led to foreign objects; its DNS provider makes texts of records alone.
    @SuppressWarnings("BanJNDI")
    private List<String> records(String name, String type, List<Evidence> evidence) {
        String asked = type + " of " + name;
        List<String> values = new ArrayList<>();
        try {
            DirContext dns = new InitialDirContext(environment());
            try {
                Attribute found = dns.getAttributes(name, new String[] {type}).get(type);
                if (found != null) {
                    NamingEnumeration<?> all = found.getAll();
                    while (all.hasMore() && values.size() < MOST_RECORDS) {
                        String value = String.valueOf(all.next());
                        values.add(value.length() > MOST_CHARS ? "…" : value);
                    }
                }
            } finally {
                dns.close();
            }
        } catch (NameNotFoundException e) {
            // no such name: nothing is told
        } catch (NamingException e) {
            evidence.add(Evidence.of(asked, "no answer", "The DNS does not tell."));
            return List.of();
        }
        evidence.add(
                Evidence.of(
                        asked,
                        values.isEmpty() ? "none" : String.join(", ", values),
                        meaning(values)));
        return values;
    }

    private String meaning(List<String> values) {
        if (values.isEmpty()) {
            return "It says nothing.";
        }
        return values.stream().anyMatch(this::online)
                ? "It points to Exchange Online."
                : "It does not point to Exchange Online.";
    }

    private boolean online(String value) {
        String name = value.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return settings.onlineNames().stream().anyMatch(name::endsWith);
    }

    /// `priority weight port target` (RFC 2782).
    private static Optional<String> service(String record) {
        String[] parts = record.strip().split("\\s+", -1);
        if (parts.length != 4 || !parts[2].matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(parts[2]);
        String host = parts[3].replaceFirst("\\.$", "").toLowerCase(Locale.ROOT);
        boolean usable = host.matches("[a-z0-9_.-]{1,253}") && port >= 1 && port <= 65_535;
        return usable ? Optional.of(port == 443 ? host : host + ":" + port) : Optional.empty();
    }

    @SuppressWarnings("JdkObsolete") // JNDI takes nothing else
    private Hashtable<String, String> environment() {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(
                Context.PROVIDER_URL, settings.nameServer().map(s -> "dns://" + s).orElse("dns:"));
        long first = Math.max(1, patience.toMillis() / (1L << TRIES));
        environment.put("com.sun.jndi.dns.timeout.initial", Long.toString(first));
        environment.put("com.sun.jndi.dns.timeout.retries", Integer.toString(TRIES));
        return environment;
    }
}

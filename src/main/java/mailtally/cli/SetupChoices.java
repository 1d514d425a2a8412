package mailtally.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import mailtally.discovery.SearchSettings;
import mailtally.store.AddressException;
import picocli.CommandLine.Option;

/// Whom `setup` asks where a mailbox is, and whom a person trusts.
final class SetupChoices {
    private static final String HOST = "[\\p{L}\\p{N}._-]{1,253}(:[0-9]{1,5})?";

    @Option(
            names = "--autodiscover",
            paramLabel = "HOST",
            description = "Who answers for Exchange Online. Default: outlook.office365.com")
    private String online;

    @Option(
            names = "--ask-instead",
            paramLabel = "HOST=OTHER",
            description =
                    "Ask OTHER in the place of HOST, before its DNS record is changed. May be"
                            + " repeated")
    private List<String> instead = List.of();

    @Option(
            names = "--name-server",
            paramLabel = "HOST",
            description = "A DNS server in the place of this computer's; none asks for no records")
    private String nameServer;

    @Option(
            names = "--confirm-host",
            paramLabel = "HOST",
            description =
                    "This host may have the password, as far as its certificate is right. May be"
                            + " repeated")
    private List<String> confirmed = List.of();

    @Option(
            names = "--sign-in-url",
            paramLabel = "URL",
            description =
                    "Where one signs in to the new account, where macOS does not find it by itself")
    private String signInUrl;

    /// Where one signs in.
    ///
    /// @throws AddressException if it is no https address
    Optional<String> signInUrl() throws AddressException {
        if (signInUrl != null && !signInUrl.matches("https://[!-~]{1,1000}")) {
            throw new AddressException(
                    "'"
                            + signInUrl
                            + "' (--sign-in-url) is no https address. Nothing was changed.");
        }
        return Optional.ofNullable(signInUrl);
    }

    /// Whom to ask.
    ///
    /// @throws AddressException if a host is none
    SearchSettings settings() throws AddressException {
        SearchSettings usual = SearchSettings.usual();
        return new SearchSettings(
                host(Optional.ofNullable(online).orElse(usual.online()), "--autodiscover"),
                usual.onlineNames(),
                instead(),
                nameServer == null || nameServer.equals("none")
                        ? Optional.empty()
                        : Optional.of(host(nameServer, "--name-server")),
                !"none".equals(nameServer));
    }

    /// Hosts that a person confirmed beforehand, in lower case.
    Set<String> confirmed() {
        return confirmed.stream()
                .map(h -> h.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<String, String> instead() throws AddressException {
        Map<String, String> all = new HashMap<>();
        for (String pair : instead) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new AddressException(
                        "'" + pair + "' (--ask-instead) is not HOST=OTHER. Nothing was changed.");
            }
            String from = pair.substring(0, equals);
            String plain = from.startsWith("http://") ? "http://" : "";
            all.put(
                    plain + host(from.substring(plain.length()), "--ask-instead"),
                    host(pair.substring(equals + 1), "--ask-instead"));
        }
        return all;
    }

    private static String host(String text, String option) throws AddressException {
        int colon = text.indexOf(':');
        int port = colon < 0 ? 1 : port(text.substring(colon + 1));
        if (!text.matches(HOST) || port < 1 || port > 65_535) {
            throw new AddressException(
                    "'" + text + "' (" + option + ") is no host. Nothing was changed.");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static int port(String digits) {
        return digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    }
}

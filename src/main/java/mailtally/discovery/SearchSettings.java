package mailtally.discovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom to ask. Hosts are settings: names change, and other clouds have others.
///
/// @param online who answers for Exchange Online, as `host` or `host:port`
/// @param onlineNames endings of names that belong to Exchange Online, for what the DNS says
/// @param instead hosts that are asked in the place of others, as `host` or `host:port`: before a
///     record of the DNS is changed, say. For plain HTTP the host has `http://` before it
/// @param nameServer a DNS server as `host` or `host:port` in the place of this computer's
/// @param dns false to ask no DNS server for the domain's records
public record SearchSettings(
        String online,
        List<String> onlineNames,
        Map<String, String> instead,
        Optional<String> nameServer,
        boolean dns) {
    public SearchSettings {
        onlineNames = List.copyOf(onlineNames);
        instead = Map.copyOf(instead);
    }

    /// What Microsoft documents for the worldwide cloud.
    public static SearchSettings usual() {
        return new SearchSettings(
                "outlook.office365.com",
                List.of(".outlook.com", ".office365.com", ".microsoft"),
                Map.of(),
                Optional.empty(),
                true);
    }

    /// The host and port to connect to for this name.
    String reached(String host) {
        return instead.getOrDefault(host, host);
    }
}

package mailtally.discovery;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the older Autodiscover answers (MS-OXDSCLI section 2.2.4). Anything else is no answer.
sealed interface OlderAnswer {
    /// It names a mailbox.
    ///
    /// @param ews for Exchange Web Services, `https` always
    /// @param imap by IMAP
    record Settings(Optional<URI> ews, Optional<ImapPlace> imap) implements OlderAnswer {}

    /// The mailbox has another address (section 2.2.4.1.1.2.8).
    record OtherAddress(String address) implements OlderAnswer {}

    /// Somebody else knows (section 2.2.4.1.1.2.9).
    record Elsewhere(String url) implements OlderAnswer {}

    /// It is Autodiscover, and it knows no such mailbox (section 2.2.4.1.1.3).
    ///
    /// @param code in the server's words
    record Refused(String code) implements OlderAnswer {}

    /// It is something else.
    ///
    /// @param why a part of a sentence
    record Other(String why) implements OlderAnswer {}

    /// What was read of a document, in the order of its elements.
    final class Reading {
        private static final int EXTERNAL_FIRST = 0;
        private static final int IMAP_TLS_PORT = 993;
        private static final int IMAP_PORT = 143;
        private static final int MOST_PROTOCOLS = 50;

        private final List<Protocol> protocols = new ArrayList<>();
        private Optional<String> otherAddress = Optional.empty();
        private Optional<String> elsewhere = Optional.empty();
        private Optional<String> error = Optional.empty();
        private boolean account;

        /// One way to a mailbox.
        private static final class Protocol {
            private String type = "";
            private String server = "";
            private String port = "";
            private String tls = "";
            private String ewsUrl = "";
            private String serviceUrl = "";
        }

        /// A protocol begins.
        void protocol(String type) {
            if (protocols.size() < MOST_PROTOCOLS) {
                Protocol one = new Protocol();
                one.type = type;
                protocols.add(one);
            }
        }

        /// An element with text ended.
        void text(String name, String value) {
            switch (name) {
                case "RedirectAddr" -> otherAddress = Optional.of(value);
                case "RedirectUrl" -> elsewhere = Optional.of(value);
                case "ErrorCode" -> error = Optional.of(value);
                case "AccountType", "Action" -> account = true;
                default -> {
                    if (!protocols.isEmpty()) {
                        of(protocols.getLast(), name, value);
                    }
                }
            }
        }

        private static void of(Protocol one, String name, String value) {
            switch (name) {
                case "Type" -> one.type = value;
                case "Server" -> one.server = value;
                case "Port" -> one.port = value;
                case "SSL" -> one.tls = value;
                case "EwsUrl" -> one.ewsUrl = value;
                case "ASUrl" -> one.serviceUrl = value;
                default -> {}
            }
        }

        OlderAnswer answer() {
            if (error.isPresent()) {
                return new Refused(error.get());
            }
            if (otherAddress.filter(a -> !a.isEmpty()).isPresent()) {
                return new OtherAddress(otherAddress.get());
            }
            if (elsewhere.filter(u -> !u.isEmpty()).isPresent()) {
                return new Elsewhere(elsewhere.get());
            }
            if (!account && protocols.isEmpty()) {
                return new Other("XML that is no Autodiscover answer");
            }
            return new Settings(ews(), imap());
        }

        /// What is reached from outside (EXPR) comes before what only the company's own network
        /// reaches (EXCH), section 2.2.4.1.1.2.6.
        private Optional<URI> ews() {
            return protocols.stream()
                    .filter(p -> place(p) >= EXTERNAL_FIRST)
                    .sorted(java.util.Comparator.comparingInt(Reading::place))
                    .flatMap(p -> java.util.stream.Stream.of(p.ewsUrl, p.serviceUrl))
                    .flatMap(url -> Links.https(url).stream())
                    .findFirst();
        }

        private static int place(Protocol one) {
            return List.of("EXPR", "EXHTTP", "EXCH", "WEB")
                    .indexOf(one.type.toUpperCase(Locale.ROOT));
        }

        private Optional<ImapPlace> imap() {
            return protocols.stream()
                    .filter(p -> p.type.equalsIgnoreCase("IMAP"))
                    .filter(p -> p.server.matches("[\\p{L}\\p{N}._-]{1,253}"))
                    .findFirst()
                    .map(Reading::imap);
        }

        private static ImapPlace imap(Protocol one) {
            boolean tls = !one.tls.equalsIgnoreCase("off");
            int port = one.port.matches("[0-9]{1,5}") ? Integer.parseInt(one.port) : 0;
            boolean usable = port >= 1 && port <= 65_535;
            return new ImapPlace(
                    one.server,
                    usable ? port : tls ? IMAP_TLS_PORT : IMAP_PORT,
                    tls && port != IMAP_PORT);
        }
    }
}

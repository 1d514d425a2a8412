package mailtally.discovery;

import java.net.IDN;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import mailtally.store.AddressException;

/// A mail address, and the name of its domain as the DNS has it.
///
/// @param address as it was typed, without blanks around it
/// @param domain ASCII, lower case
record MailDomain(String address, String domain) {
    /// RFC 5321 section 4.5.3.1: 64 octets before the `@`, 255 behind it.
    private static final int MOST_CHARS = 320;

    private static final int MOST_DOMAIN = 253;

    /// @throws AddressException if it is no mail address
    static MailDomain of(String typed) throws AddressException {
        String address = typed.strip();
        int at = address.lastIndexOf('@');
        boolean odd =
                address.length() > MOST_CHARS
                        || address.chars().anyMatch(c -> Character.isISOControl(c) || c == ' ');
        if (at < 1 || odd) {
            throw wrong(typed);
        }
        return new MailDomain(address, domain(typed, address.substring(at + 1)));
    }

    private static String domain(String typed, String text) throws AddressException {
        String ascii;
        try {
            ascii = IDN.toASCII(text).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw wrong(typed);
        }
        boolean name = ascii.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)+");
        if (!name || ascii.length() > MOST_DOMAIN) {
            throw wrong(typed);
        }
        return ascii;
    }

    private static AddressException wrong(String typed) {
        return new AddressException(
                "'"
                        + typed
                        + "' is no mail address. Write it as in a letter: jane@example.com. Nothing"
                        + " was asked or changed.");
    }

    /// The address as part of a query (RFC 3986 section 2.1).
    String inQuery() {
        return URLEncoder.encode(address, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package mailtally.store.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import mailtally.store.AddressException;
import mailtally.store.FolderPath;

/// Where a mailbox on a server is: `imaps://jane%40example.com@mail.example.com:993/Folder`. The
/// user may stand unescaped: the last `@` before the host divides.
///
/// @param user the name to log in with, decoded
/// @param host a host name or an IP address, without brackets
/// @param port 1 to 65535
/// @param folder this folder and those in it, or all
public record ServerAddress(
        Scheme scheme, String user, String host, int port, Optional<FolderPath> folder) {
    private static final int MOST_CHARS = 2000;

    /// True if the text begins like a server's address.
    public static boolean recognises(String text) {
        return scheme(text).isPresent();
    }

    /// Reads an address.
    ///
    /// @throws AddressException if it is none; the message says what is wrong with it
    public static ServerAddress parse(String text) throws AddressException {
        Scheme scheme = scheme(text).orElseThrow(() -> wrong(text, "it has no scheme"));
        if (text.length() > MOST_CHARS || text.chars().anyMatch(Character::isISOControl)) {
            throw wrong(text, "it is too long or has control characters in it");
        }
        String rest = text.substring(scheme.word().length() + 3);
        int slash = endOfAuthority(rest);
        String authority = rest.substring(0, slash);
        int at = authority.lastIndexOf('@');
        if (at <= 0) {
            throw wrong(text, "it names no user: write " + scheme.word() + "://user@host");
        }
        if (authority.lastIndexOf(':', at) >= 0) {
            // What stands behind the colon may be a password, so nothing of it is shown.
            throw new AddressException(
                    "An address holds no password, since all users of a computer can see a"
                            + " program's arguments. Leave the colon and what follows it away; a"
                            + " colon that belongs to a user's name is written percent-encoded."
                            + " Nothing was changed.");
        }
        String user = decode(text, authority.substring(0, at));
        if (user.isEmpty() || user.chars().anyMatch(Character::isISOControl)) {
            throw wrong(text, "the user's name is empty or has control characters in it");
        }
        String hostAndPort = authority.substring(at + 1);
        int colon = portColon(hostAndPort);
        String host = host(text, hostAndPort.substring(0, colon));
        int port =
                colon == hostAndPort.length()
                        ? scheme.usualPort()
                        : port(text, hostAndPort.substring(colon + 1));
        String path = slash < rest.length() ? rest.substring(slash + 1) : "";
        return new ServerAddress(scheme, user, host, port, folder(text, path));
    }

    /// Whose mailbox it is, as its service names it.
    public String mailbox() {
        return scheme == Scheme.GRAPH ? user + "@" + host : user;
    }

    /// The whole mailbox as an address that [#parse] reads, with the port where it is not the usual
    /// one.
    public String text() {
        String where = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return scheme.word()
                + "://"
                + encode(user)
                + "@"
                + where
                + (port == scheme.usualPort() ? "" : ":" + port)
                + folder.map(f -> "/" + f.text()).orElse("");
    }

    /// Host and port, as errors name them.
    public String hostAndPort() {
        return host + " port " + port;
    }

    @Override
    public String toString() {
        return text();
    }

    private static Optional<Scheme> scheme(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Scheme scheme : Scheme.values()) {
            if (lower.startsWith(scheme.word() + "://")) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    /// The slash behind the host. A user's name may hold slashes too, so the first one behind the
    /// last `@` counts, unless an `@` stands in the folder's name: then the host decides.
    private static int endOfAuthority(String rest) {
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return rest.length();
        }
        int at = rest.lastIndexOf('@');
        return rest.lastIndexOf('@', slash) >= 0 || at < 0 ? slash : end(rest, at);
    }

    private static int end(String rest, int at) {
        int slash = rest.indexOf('/', at);
        return slash < 0 ? rest.length() : slash;
    }

    /// The colon before the port, or the end. Colons within brackets belong to an IPv6 address.
    private static int portColon(String hostAndPort) {
        int colon = hostAndPort.indexOf(':', Math.max(0, hostAndPort.lastIndexOf(']')));
        return colon < 0 ? hostAndPort.length() : colon;
    }

    private static String host(String text, String host) throws AddressException {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        String allowed = bracketed ? "[0-9a-fA-F:.]+" : "[\\p{L}\\p{N}._-]+";
        if (!bare.matches(allowed)) {
            throw wrong(text, "the host's name is empty or has characters that no host has");
        }
        return bare.toLowerCase(Locale.ROOT);
    }

    private static int port(String text, String digits) throws AddressException {
        if (!digits.matches("[0-9]{1,5}")) {
            throw wrong(text, "'" + digits + "' is no port");
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw wrong(text, "'" + digits + "' is no port");
        }
        return port;
    }

    private static Optional<FolderPath> folder(String text, String path) throws AddressException {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (bare.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(FolderPath.parse(bare));
        } catch (IllegalArgumentException e) {
            throw wrong(text, e.getMessage());
        }
    }

    /// Percent-encoding (RFC 3986 section 2.1); a percent sign that encodes nothing stands for
    /// itself.
    private static String decode(String text, String encoded) throws AddressException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%' && encoded.substring(i).matches("(?s)%[0-9a-fA-F]{2}.*")) {
                bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong(text, "the user's name is no UTF-8");
        }
    }

    private static String encode(String user) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x7f && (Character.isLetterOrDigit(c) || "-._~+".indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", b));
        }
        return encoded.toString();
    }

    private static AddressException wrong(String text, String why) {
        return new AddressException(
                "'" + text + "' is no address of a mail server: " + why + ". Nothing was changed.");
    }
}

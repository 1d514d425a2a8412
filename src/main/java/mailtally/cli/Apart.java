package mailtally.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import mailtally.signin.OAuth;
import mailtally.store.AddressException;
import mailtally.store.FolderPath;
import mailtally.store.server.Scheme;
import mailtally.store.server.ServerAddress;

/// Keeps apart what must not be the same: a place proves nothing about itself, and nothing of ours
/// is written into a place that is read.
final class Apart {
    private static final String APPLE = "apple:";
    private static final Pattern THIS_COMPUTER =
            Pattern.compile("localhost\\.?|127\\.[0-9.]+|::1|0:0:0:0:0:0:0:1");

    private final CommonOptions options;

    Apart(CommonOptions options) {
        this.options = options;
    }

    /// @throws AddressException if both name the same mail, or one lies within the other
    void different(String source, String target) throws AddressException {
        if (ServerAddress.recognises(source) && ServerAddress.recognises(target)) {
            ServerAddress from = ServerAddress.parse(source);
            ServerAddress to = ServerAddress.parse(target);
            oneGetsTheToken(from, to);
            differentServers(from, to);
            return;
        }
        Optional<Path> one = onDisk(source);
        Optional<Path> other = onDisk(target);
        boolean apple = source.startsWith(APPLE) && target.startsWith(APPLE);
        boolean within =
                one.isPresent()
                        && other.isPresent()
                        && (one.get().startsWith(other.get()) || other.get().startsWith(one.get()));
        if (apple ? source.equals(target) : within) {
            throw same();
        }
    }

    private static AddressException same() {
        return new AddressException(
                "SOURCE and TARGET are the same place, or one lies within the other: a copy proves"
                        + " nothing about itself. Nothing was read. Name two places.");
    }

    /// A token opens the new mailbox for whoever has it, so it is shown to no other host.
    private void oneGetsTheToken(ServerAddress source, ServerAddress target)
            throws AddressException {
        ServerChoices servers = options.servers();
        boolean said =
                servers.oauth().flatMap(OAuth::host).isPresent()
                        || servers.secrets(Side.SOURCE).named()
                        || servers.secrets(Side.TARGET).named();
        boolean graph = source.scheme() == Scheme.GRAPH || target.scheme() == Scheme.GRAPH;
        boolean unlike = !graph && !source.host().equals(target.host());
        if (servers.oauth().isPresent() && !said && unlike) {
            throw new AddressException(
                    "Both places are on servers, and nothing says which of them gets the token."
                            + " Nothing was sent. Name it with --oauth-host, or name the other"
                            + " side's secret.");
        }
    }

    /// One mailbox may be copied from folder to folder, but not onto itself.
    private static void differentServers(ServerAddress source, ServerAddress target)
            throws AddressException {
        if (sameMailbox(source, target) && overlap(source.folder(), target.folder())) {
            throw same();
        }
    }

    /// One host serves one mailbox to one user, whatever the port, with TLS or without. On this
    /// computer a port can lead anywhere (`ssh -L`), so there it tells mailboxes apart.
    private static boolean sameMailbox(ServerAddress source, ServerAddress target) {
        return source.scheme().pop() == target.scheme().pop()
                && (source.scheme() == Scheme.GRAPH) == (target.scheme() == Scheme.GRAPH)
                && source.user().equalsIgnoreCase(target.user())
                && bare(source.host()).equals(bare(target.host()))
                && (!THIS_COMPUTER.matcher(source.host()).matches()
                        || usualPort(source) == usualPort(target));
    }

    /// A dot behind a host's name makes it no other host (RFC 1034 section 3.1).
    private static String bare(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /// The usual ports of one protocol lead to one server.
    private static int usualPort(ServerAddress address) {
        for (Scheme scheme : Scheme.values()) {
            if (scheme.pop() == address.scheme().pop() && scheme.usualPort() == address.port()) {
                return address.scheme().pop() ? Scheme.POP3S.usualPort() : Scheme.IMAPS.usualPort();
            }
        }
        return address.port();
    }

    private static boolean overlap(Optional<FolderPath> one, Optional<FolderPath> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return true;
        }
        String first = one.get().key() + "/";
        String second = other.get().key() + "/";
        return first.startsWith(second) || second.startsWith(first);
    }

    /// @param written a folder that this run writes to
    /// @throws AddressException if it lies within a place that is read
    void outside(Path written, String what, String... places) throws AddressException {
        Path real = real(written.toAbsolutePath().normalize());
        for (String place : places) {
            Optional<Path> read = onDisk(place);
            if (read.isPresent() && real.startsWith(read.get())) {
                throw new AddressException(
                        what
                                + " "
                                + written
                                + " lies within "
                                + place
                                + ", where nothing may be written. Nothing was changed. Name"
                                + " another folder.");
            }
        }
    }

    private Optional<Path> onDisk(String address) {
        if (address.startsWith(APPLE)) {
            return Optional.of(real(options.library().toAbsolutePath().normalize()));
        }
        if (Servers.recognises(address)) {
            return Optional.empty();
        }
        try {
            return Optional.of(real(Path.of(address).toAbsolutePath().normalize()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// The path with its links followed, as far as it exists.
    private static Path real(Path path) {
        Path there = path;
        while (there != null && Files.notExists(there)) {
            there = there.getParent();
        }
        try {
            return there == null ? path : there.toRealPath().resolve(there.relativize(path));
        } catch (IOException e) {
            return path;
        }
    }
}

package mailtally.store.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How a server is spoken to.
///
/// @param connections the most connections to one host at a time, 1 to 64; fewer where the host
///     allows fewer
/// @param patience how long one answer, or one write, may take before the connection is given up
/// @param backOffLimit the longest wait that a host may ask for; a longer one ends the run
/// @param extraAuthorities a PEM file of certificates to trust besides the system's own
/// @param spill a folder for messages that are too large for memory; the user's alone
/// @param headersOnly reads headers and sizes alone: quick, and proof of nothing
public record ServerOptions(
        int connections,
        Duration patience,
        Duration backOffLimit,
        Optional<Path> extraAuthorities,
        Path spill,
        boolean headersOnly) {
    /// Reads messages whole.
    public ServerOptions(
            int connections,
            Duration patience,
            Duration backOffLimit,
            Optional<Path> extraAuthorities,
            Path spill) {
        this(connections, patience, backOffLimit, extraAuthorities, spill, false);
    }
}

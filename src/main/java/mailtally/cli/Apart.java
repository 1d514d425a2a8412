package mailtally.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import mailtally.store.AddressException;

/// Keeps apart what must not be the same: a place proves nothing about itself, and nothing of ours
/// is written into a place that is read.
final class Apart {
    private static final String APPLE = "apple:";

    private final CommonOptions options;

    Apart(CommonOptions options) {
        this.options = options;
    }

    /// @throws AddressException if both name the same mail, or one lies within the other
    void different(String source, String target) throws AddressException {
        Optional<Path> one = onDisk(source);
        Optional<Path> other = onDisk(target);
        boolean apple = source.startsWith(APPLE) && target.startsWith(APPLE);
        boolean within =
                one.isPresent()
                        && other.isPresent()
                        && (one.get().startsWith(other.get()) || other.get().startsWith(one.get()));
        if (apple ? source.equals(target) : within) {
            throw new AddressException(
                    "SOURCE and TARGET are the same place, or one lies within the other: a copy"
                            + " proves nothing about itself. Nothing was read. Name two places.");
        }
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

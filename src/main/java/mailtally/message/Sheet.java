package mailtally.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/// What a message consists of: its components in the order in which they stand. Made by
/// [SheetMaker]; the rules are in `docs/formats-sheet.md`.
///
/// Immutable. Sheets of different versions say nothing about each other.
///
/// @param version the version of the rules by which the sheet was made
/// @param components at least one, at most [#COMPONENTS_LIMIT]
public record Sheet(int version, List<Component> components) {
    /// The version of the rules that [SheetMaker] follows.
    public static final int VERSION = 1;

    /// A message of more components counts as one raw component.
    public static final int COMPONENTS_LIMIT = 20_000;

    public Sheet {
        components = List.copyOf(components);
        if (version < 1) {
            throw new IllegalArgumentException("a sheet's version is 1 or more, not " + version);
        }
        // An empty sheet would be contained in every other.
        if (components.isEmpty() || components.size() > COMPONENTS_LIMIT) {
            throw new IllegalArgumentException(
                    "a sheet has 1 to " + COMPONENTS_LIMIT + " components");
        }
    }

    /// The digest of what the message consists of. Equal digests mean: the same components, as
    /// often, in whatever order and under whatever part numbers. It is the SHA-256 of the line
    /// `mailtally sheet`, blank, version, and of one line a component, sorted: the kind's number, a
    /// blank, the component's digest in hexadecimal digits; each line ends with LF.
    public Sha256 contentDigest() {
        MessageDigest digest = Sha256.newDigest();
        digest.update(ascii("mailtally sheet " + version + "\n"));
        components.stream()
                .map(c -> c.kind().code() + " " + c.digest().hex() + "\n")
                .sorted()
                .forEach(line -> digest.update(ascii(line)));
        return Sha256.finish(digest);
    }

    /// The stored form. [#parse] gives the same sheet again.
    public byte[] toBytes() {
        return SheetForm.write(this);
    }

    /// The sheet of which these bytes are the stored form.
    ///
    /// @throws IllegalArgumentException for anything else, and for another version than [#VERSION]
    public static Sheet parse(byte[] stored) {
        return SheetForm.read(stored);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

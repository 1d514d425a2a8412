package mailtally.transfer;

import java.util.List;
import java.util.Optional;
import mailtally.store.FolderPath;
import mailtally.store.SpecialUse;

/// What a copy would do: what goes into which folder of the target, and what does not and why. The
/// messages themselves are in the ledger.
public final class Plan {
    private final List<Part> parts;
    private final List<Line> lines;
    private final List<String> remarks;

    /// What goes into one folder of the target.
    ///
    /// @param created true where the folder will be made
    /// @param mapped the use by which it was found, where the source's folder has another name
    /// @param bytes the length of the messages in the source; on the way, line ends may grow
    public record Line(
            FolderPath folder,
            boolean created,
            Optional<SpecialUse> mapped,
            long messages,
            long bytes) {}

    Plan(List<Part> parts, List<Line> lines, List<String> remarks) {
        this.parts = List.copyOf(parts);
        this.lines = List.copyOf(lines);
        this.remarks = List.copyOf(remarks);
    }

    /// The folders of the target that get something.
    public List<Line> lines() {
        return lines;
    }

    /// What will not be put or not as it is, a sentence each; names in it are as mail gave them.
    public List<String> remarks() {
        return remarks;
    }

    /// How many messages would be put.
    public long messages() {
        return lines.stream().mapToLong(Line::messages).sum();
    }

    /// Their length in the source, in bytes.
    public long bytes() {
        return lines.stream().mapToLong(Line::bytes).sum();
    }

    List<Part> parts() {
        return parts;
    }
}

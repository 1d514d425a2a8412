package mailtally.transfer;

import java.util.Set;

/// What its user said of a copy.
///
/// @param ownAddresses addresses that are all one person's, as [mailtally.tally.TallyMaker] takes
///     them
/// @param anyDate true to go on where the target does not keep the date on which mail was received
public record CopyTerms(Set<String> ownAddresses, boolean anyDate) {
    /// Nothing was said.
    public static final CopyTerms USUAL = new CopyTerms(Set.of(), false);

    public CopyTerms {
        ownAddresses = Set.copyOf(ownAddresses);
    }
}

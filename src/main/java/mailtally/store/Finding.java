package mailtally.store;

/// Something to say of a holding, a folder or a store.
///
/// @param weight whether it stands in the way of a proof
/// @param text one plain sentence; names in it are as mail gave them, unescaped
public record Finding(Weight weight, String text) {
    /// How much a finding matters.
    public enum Weight {
        /// Explains; nothing is in doubt.
        NOTE,
        /// Something may be missing: a run with such a finding is not proven.
        DOUBT
    }

    /// A finding that explains.
    public static Finding note(String text) {
        return new Finding(Weight.NOTE, text);
    }

    /// A finding that stands in the way of a proof.
    public static Finding doubt(String text) {
        return new Finding(Weight.DOUBT, text);
    }
}

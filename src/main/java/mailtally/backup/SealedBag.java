package mailtally.backup;

import java.nio.file.Path;

/// A backup that is done.
///
/// @param bag the sealed bag's folder
/// @param proof the file beside it
/// @param verification what the second reader found before the bag was sealed
public record SealedBag(Path bag, Path proof, Verification verification) {}

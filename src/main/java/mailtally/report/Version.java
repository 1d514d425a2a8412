package mailtally.report;

import java.util.Optional;

/// This program's version.
public final class Version {
    private Version() {}

    /// The version the program was built as, or `development` outside a built jar.
    public static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}

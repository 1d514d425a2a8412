package mailtally.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the user named for one side of a command. At most one of the three.
///
/// @param side `source` or `target`, as the options begin
/// @param passwordFile a file whose first line is the password; `-` is standard input
/// @param tokenFile a file whose first line is an OAuth access token; `-` is standard input
/// @param tokenCommand a program and its arguments, which prints an OAuth access token
public record SecretSources(
        String side,
        Optional<String> passwordFile,
        Optional<String> tokenFile,
        Optional<String> tokenCommand) {
    /// The name that stands for standard input.
    public static final String STANDARD_INPUT = "-";

    /// What is wrong with them, as a sentence.
    public Optional<String> problem() {
        List<String> named = new ArrayList<>();
        passwordFile.ifPresent(_ -> named.add(option("password-file")));
        tokenFile.ifPresent(_ -> named.add(option("token-file")));
        tokenCommand.ifPresent(_ -> named.add(option("token-command")));
        if (named.size() > 1) {
            return Optional.of("Only one of " + String.join(" and ", named) + " can be used.");
        }
        return tokenCommand.flatMap(CommandWords::problem).map(p -> named.getFirst() + ": " + p);
    }

    /// True if the user named one.
    public boolean named() {
        return passwordFile.isPresent() || tokenFile.isPresent() || tokenCommand.isPresent();
    }

    /// The same without a password: for a mailbox that takes none.
    public SecretSources tokens() {
        return new SecretSources(side, Optional.empty(), tokenFile, tokenCommand);
    }

    /// The same without a token: for a mailbox that must not see it.
    public SecretSources passwords() {
        return new SecretSources(side, passwordFile, Optional.empty(), Optional.empty());
    }

    /// True if standard input is read.
    public boolean readsStandardInput() {
        return passwordFile.filter(STANDARD_INPUT::equals).isPresent()
                || tokenFile.filter(STANDARD_INPUT::equals).isPresent();
    }

    /// The option of this side.
    String option(String name) {
        return "--" + side + "-" + name;
    }

    /// A command's arguments can be secrets too.
    @Override
    public String toString() {
        return "(where the secret of the " + side + " comes from)";
    }
}

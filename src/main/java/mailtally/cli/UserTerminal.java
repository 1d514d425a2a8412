package mailtally.cli;

import java.io.Console;
import java.net.URI;
import java.util.Optional;
import mailtally.mac.Hosts;
import mailtally.report.Plain;
import mailtally.signin.Terminal;

/// The terminal of this process, if it has one: both its input and its output must be there, so
/// that a question can be seen.
final class UserTerminal implements Terminal {
    /// True where a person looks at what is written.
    static boolean there() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    @Override
    public Optional<String> askUnseen(String question) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("%s", Plain.text(question)))
                .map(String::new);
    }

    /// To standard error, which results do not go to.
    @Override
    public boolean show(String sentence) {
        System.err.println();
        System.err.println(Plain.text(sentence));
        System.err.flush();
        return true;
    }

    @Override
    public boolean browse(URI address) {
        return Hosts.ofThisComputer().browse(address.toString());
    }
}

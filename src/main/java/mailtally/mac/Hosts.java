package mailtally.mac;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds out what computer this is.
public final class Hosts {
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,4}){0,3}");

    private Hosts() {}

    /// This computer. A Mac is where `sw_vers`, found on the PATH, answers with a version.
    public static Host ofThisComputer() {
        return of(System.getenv());
    }

    /// The computer that a process with this environment is on.
    static Host of(Map<String, String> environment) {
        return of(new Commands(environment, Commands.PATIENCE));
    }

    static Host of(Commands commands) {
        Optional<String> version = commands.answer("sw_vers", "-productVersion");
        return version.filter(v -> VERSION.matcher(v).matches())
                .<Host>map(v -> new MacHost(commands, v))
                .orElseGet(() -> new OtherHost(commands));
    }
}

package mailtally.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import mailtally.signin.SecretSources;
import mailtally.signin.Signin;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;

/// A program that asks for one password at its terminal and writes it into a file: the tests' way
/// to see what arrived.
final class Asking {
    private Asking() {}

    public static void main(String[] arguments) throws Exception {
        Signin signin = new Signin(new UserTerminal(), System.in);
        SecretSources none =
                new SecretSources("source", Optional.empty(), Optional.empty(), Optional.empty());
        try {
            Secret secret = signin.secrets(none).ask(ServerAddress.parse(arguments[0]));
            if (secret instanceof Secret.Password(String value)) {
                Files.writeString(Path.of(arguments[1]), value, StandardCharsets.UTF_8);
            }
        } catch (StoreUnavailableException e) {
            Files.writeString(Path.of(arguments[1]), "none", StandardCharsets.UTF_8);
        }
    }
}

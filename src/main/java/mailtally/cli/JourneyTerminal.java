package mailtally.cli;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import mailtally.journey.Person;
import mailtally.mac.Host;
import mailtally.signin.Terminal;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;

/// Shows what a sign-in needs of a person where that person looks: on the journey's screen, or on
/// the terminal where the journey has none. Asks for no secret: the screen has fields for that.
final class JourneyTerminal implements Terminal {
    private final Host host;
    private final Supplier<Optional<Person>> person;
    private String shown = "";

    /// @param person empty where the journey has no screen
    JourneyTerminal(Host host, Supplier<Optional<Person>> person) {
        this.host = host;
        this.person = person;
    }

    @Override
    public Optional<String> askUnseen(String question) {
        return Optional.empty();
    }

    @Override
    public synchronized boolean show(String sentence) {
        Optional<Person> somebody = person.get();
        if (somebody.isEmpty()) {
            return new UserTerminal().show(sentence);
        }
        if (!somebody.get().there()) {
            return false;
        }
        shown = shown.isEmpty() ? sentence : shown + " " + sentence;
        somebody.get().asked(shown);
        return true;
    }

    /// A browser does not open in the face of somebody who pressed nothing.
    @Override
    public boolean browse(URI address) {
        return person.get().map(Person::there).orElse(true) && host.browse(address.toString());
    }

    /// Takes away what was shown as soon as the secret is there, or is not to be had.
    Secrets around(Secrets secrets) {
        return new Secrets() {
            @Override
            public Secret ask(ServerAddress address) throws StoreUnavailableException {
                try {
                    return secrets.ask(address);
                } finally {
                    done();
                }
            }

            @Override
            public Optional<Secret> renew(ServerAddress address, Secret refused)
                    throws StoreUnavailableException {
                try {
                    return secrets.renew(address, refused);
                } finally {
                    done();
                }
            }
        };
    }

    private synchronized void done() {
        if (!shown.isEmpty()) {
            shown = "";
            person.get().ifPresent(one -> one.asked(""));
        }
    }
}

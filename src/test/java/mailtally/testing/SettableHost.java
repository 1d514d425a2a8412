package mailtally.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import mailtally.mac.Host;
import mailtally.mac.Hosts;

/// A computer that is whatever a test says. A Mac where Mail does not run, until the test says
/// otherwise; folders are copied for real. Noted is what was asked of it.
public final class SettableHost implements Host {
    /// What each question is answered with.
    public volatile Optional<String> version = Optional.of("15.6.1");

    public volatile Optional<Instant> boot = Optional.of(Instant.parse("2026-03-01T07:00:00Z"));
    public volatile Optional<Boolean> mail = Optional.of(false);
    public volatile Optional<Boolean> administrator = Optional.of(true);

    /// False withholds every folder.
    public volatile boolean access = true;

    /// False opens no pane and no address.
    public volatile boolean opens = true;

    /// The reason why no folder can be cloned, if so.
    public volatile Optional<String> cloneFails = Optional.empty();

    /// What was opened: panes by their names, and addresses.
    public final List<String> opened = new CopyOnWriteArrayList<>();

    /// What was notified.
    public final List<String> notified = new CopyOnWriteArrayList<>();

    @Override
    public Optional<String> macOsVersion() {
        return version;
    }

    @Override
    public Optional<Instant> bootTime() {
        return boot;
    }

    @Override
    public Optional<Boolean> mailRuns() {
        return mail;
    }

    @Override
    public Optional<Boolean> administrator() {
        return administrator;
    }

    @Override
    public boolean mayRead(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return access && entries.count() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean open(Pane pane) {
        opened.add(pane.name());
        return opens;
    }

    @Override
    public boolean browse(String address) {
        opened.add(address);
        return opens;
    }

    @Override
    public boolean offer(Path profile) {
        opened.add(profile.toString());
        return opens;
    }

    @Override
    public Optional<Boolean> sound(Path propertyList) {
        return Optional.empty();
    }

    @Override
    public void notify(String text) {
        notified.add(text);
    }

    @Override
    public Awake keepAwake() {
        return () -> {};
    }

    @Override
    public void cloneTree(Path from, Path to) throws IOException {
        if (cloneFails.isPresent()) {
            throw new IOException("Cannot copy " + from + ": " + cloneFails.get());
        }
        Hosts.ofThisComputer().cloneTree(from, to);
    }
}

package mailtally.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.MailServer;

/// A Mac whose library is to be on jane's mailbox of a Dovecot, and the commands between them.
///
/// @param mac the library
/// @param server closed by whoever opened it
/// @param source what is checked and copied, such as `apple:jane@example.com`
record OnServer(Mac mac, DovecotServer server, String source) {
    /// Runs a verb from the library onto the mailbox, with JSON.
    Run run(String verb, String... more) throws IOException {
        return mac.run(command(verb, more));
    }

    /// The same, without the look at the home folder before and after, and with the options that
    /// name this Mac.
    String[] arguments(String verb, String... more) throws IOException {
        return mac.arguments(command(verb, more));
    }

    private String[] command(String verb, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of(verb, source, server.address("jane"), "--json"));
        all.addAll(List.of("--target-password-file", password(mac.place()).toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /// A file with the password of every user of a server, the user's alone.
    static Path password(Path place) throws IOException {
        Path file = place.resolve("password");
        if (Files.notExists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, MailServer.PASSWORD + "\n");
        }
        return file;
    }

    /// Every command so far that changed the mailbox or could have.
    List<String> changes() {
        return server.commands("jane").stream()
                .filter(
                        c ->
                                c.matches(
                                        "(?i)(UID )?(APPEND|STORE|CREATE|COPY|MOVE|EXPUNGE|DELETE).*"))
                .toList();
    }

    /// The number of messages in every folder, as the server's own tool counts them.
    int counted() {
        return server.doveadm("mailbox", "status", "-u", "jane", "messages", "*")
                .lines()
                .mapToInt(line -> Integer.parseInt(line.replaceFirst(".*messages=", "")))
                .sum();
    }

    /// What the run names in `exceptions`, as folder and subject.
    static List<String> named(Run run) {
        List<String> named = new ArrayList<>();
        run.json()
                .path("exceptions")
                .forEach(
                        e ->
                                named.add(
                                        e.path("folder").asString()
                                                + ": "
                                                + e.path("subject").asString()));
        return named;
    }

    /// One of the counts.
    static int count(Run run, String name) {
        return run.json().path("counts").path(name).asInt();
    }
}

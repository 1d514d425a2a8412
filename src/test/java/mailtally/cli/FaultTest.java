package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.MailServer;
import mailtally.testing.server.StoredMessage;
import mailtally.testing.server.Trouble;
import mailtally.testing.server.TroubleProxy;
import mailtally.testing.server.Troubles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every [Trouble] between us and a real server, and then the same run with a sound one: nothing is
/// claimed that is not so, the run ends, and what is left in the end is what would be there without
/// the fault. The cases of one command run side by side, since most of them wait.
final class FaultTest {
    private static final List<String> FOLDERS = List.of("INBOX", "Sent", "Work");
    private static final int EACH = 10;
    private static final int ALL = FOLDERS.size() * EACH;
    private static final int AT_ONCE = 8;
    private static final int MOST_SECONDS = 60;
    private static final Instant RECEIVED = Instant.parse("2014-05-06T07:08:09Z");

    /// A message of the target that cannot be read for as long as the run lasts may be the one that
    /// is put: it is put, and the run says so.
    private static final String UNREADABLE = "one message (is always|always cuts).*";

    private static final Pattern CHANGES =
            Pattern.compile(
                    "^(UID )?(SELECT|APPEND|CREATE|DELETE|RENAME|SUBSCRIBE|CLOSE|EXPUNGE|STORE"
                            + "|COPY|MOVE)\\b");

    @TempDir private static Path place;

    private static DovecotServer server;
    private static Path password;

    @BeforeAll
    static void aServerWithMail() throws Exception {
        server = DovecotServer.start();
        fill("jane");
        password = Files.writeString(place.resolve("password"), MailServer.PASSWORD);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        // Dovecot counts files that it has not indexed yet as it finds time; once it has, it is
        // sure.
        assertThat(server.doveadm("search", "-u", "jane", "ALL")).isNotNull();
    }

    @AfterAll
    static void theSourceWasOnlyRead() {
        try (DovecotServer ending = server) {
            assertThat(ending.commands("jane")).isNotEmpty().noneMatch(CHANGES.asPredicate());
        }
    }

    @TestFactory
    Stream<DynamicTest> checkNeverClaimsWhatIsNotSo() {
        return sideBySide("check", Troubles.ofReading(), FaultTest::check);
    }

    @TestFactory
    Stream<DynamicTest> backupNeverClaimsWhatIsNotSo() {
        return sideBySide("backup", Troubles.ofReading(), FaultTest::backup);
    }

    @TestFactory
    Stream<DynamicTest> copyLosesNothingAndPutsNothingTwice() {
        List<Trouble> all = new ArrayList<>(Troubles.ofReading());
        all.addAll(Troubles.ofWriting());
        return sideBySide("copy", all, FaultTest::copy);
    }

    private interface Case {
        void run(Path work, TroubleProxy proxy, Trouble fault) throws Exception;
    }

    private static Stream<DynamicTest> sideBySide(String verb, List<Trouble> faults, Case one) {
        ExecutorService several = Executors.newFixedThreadPool(AT_ONCE);
        List<DynamicTest> tests = new ArrayList<>();
        for (Trouble fault : faults) {
            Path work = place.resolve(verb + "-" + tests.size());
            Future<?> run =
                    several.submit(
                            () -> {
                                Files.createDirectory(work);
                                try (TroubleProxy proxy = new TroubleProxy(server.port())) {
                                    one.run(work, proxy, fault);
                                }
                                return null;
                            });
            tests.add(
                    DynamicTest.dynamicTest(
                            verb + " while " + fault.name(),
                            () -> run.get(10L * MOST_SECONDS, TimeUnit.SECONDS)));
        }
        several.shutdown();
        return tests.stream();
    }

    /// The Mac lacks one message, so no fault may make it proven; then it has it.
    private static void check(Path work, TroubleProxy proxy, Trouble fault) throws Exception {
        Path here = maildir(work.resolve("here"));
        Path last = here.resolve(".Work/cur/10.M1P1.host:2,S");
        byte[] bytes = Files.readAllBytes(last);
        Files.delete(last);
        String[] command = command(work, "check", proxy.address("jane"), here.toString(), true);
        Run run = broken(proxy, fault, command);
        assertThat(run.status()).as(run.out() + run.err()).isNotEqualTo(ExitStatus.PROVEN);
        Files.write(last, bytes);
        counted(sound(proxy, command));
    }

    private static void backup(Path work, TroubleProxy proxy, Trouble fault) throws Exception {
        Files.createDirectory(work.resolve("bags"));
        String[] command =
                command(
                        work,
                        "backup",
                        proxy.address("jane"),
                        "--to=" + work.resolve("bags"),
                        true);
        Run run = broken(proxy, fault, command);
        if (run.status() == ExitStatus.PROVEN) {
            assertThat(inBag(run)).isEqualTo(subjects());
        }
        Run again = sound(proxy, command);
        counted(again);
        assertThat(inBag(again)).isEqualTo(subjects());
    }

    /// The target has some of it already.
    private static void copy(Path work, TroubleProxy proxy, Trouble fault) throws Exception {
        Path here = maildir(work.resolve("here"));
        String user = work.getFileName().toString();
        for (int number : List.of(3, 4)) {
            server.deliver(user, "INBOX", message("INBOX", number), Set.of("\\Seen"), RECEIVED);
        }
        String[] command = command(work, "copy", here.toString(), proxy.address(user), false);
        Run run = broken(proxy, fault, command);
        if (run.status() == ExitStatus.PROVEN && !fault.name().matches(UNREADABLE)) {
            assertThat(held(user)).as("proven in: " + fault.name()).isEqualTo(held("jane"));
        }
        counted(sound(proxy, command));
        List<String> end = held(user);
        if (fault.name().matches(UNREADABLE)) {
            assertThat(run.told()).anyMatch(told -> told.contains("cannot be read"));
            assertThat(Set.copyOf(end)).as(fault.name()).isEqualTo(Set.copyOf(held("jane")));
            assertThat(end.size()).as(fault.name()).isLessThanOrEqualTo(ALL + 1);
        } else {
            assertThat(end).as("in the end of: " + fault.name()).isEqualTo(held("jane"));
        }
        counted(sound(proxy, command));
        assertThat(proxy.seen())
                .as("of the third run")
                .doesNotContain("APPEND", "CREATE", "UID STORE", "SELECT");
        assertThat(held(user)).isEqualTo(end);
    }

    /// A run through the fault: it ends soon, has no defect, and says what was the matter.
    private static Run broken(TroubleProxy proxy, Trouble fault, String[] command) {
        proxy.let(fault);
        long began = System.nanoTime();
        Run run = Run.of(command).isPlain();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        String told = run.out() + run.err();
        assertThat(took).as(told).isLessThan(Duration.ofSeconds(MOST_SECONDS));
        assertThat(run.status())
                .as(told)
                .isIn(ExitStatus.PROVEN, ExitStatus.NOT_PROVEN, ExitStatus.UNAVAILABLE);
        switch (run.status()) {
            case ExitStatus.UNAVAILABLE ->
                    assertThat(run.failure()).contains("127.0.0.1").endsWith(".");
            case ExitStatus.NOT_PROVEN -> {
                assertThat(run.json().path("balanced").asBoolean()).isTrue();
                assertThat(run.told()).as(told).isNotEmpty();
            }
            default -> assertThat(run.json().path("verdict").asString()).isEqualTo("PROVEN");
        }
        if (fault.name().startsWith("AUTHENTICATE is answered by NO")) {
            assertThat(proxy.seen()).filteredOn("AUTHENTICATE"::equals).hasSize(1);
        }
        return run;
    }

    private static Run sound(TroubleProxy proxy, String[] command) {
        proxy.sound();
        List<String> patient = new ArrayList<>(List.of(command));
        // On a busy computer a sound server takes its time too.
        patient.set(patient.indexOf("--timeout") + 1, "30");
        return Run.of(patient.toArray(String[]::new)).isPlain().ends(ExitStatus.PROVEN);
    }

    private static void counted(Run run) {
        assertThat(run.json().path("counts").path("found").asInt()).isEqualTo(ALL);
        assertThat(run.json().path("verdict").asString()).isEqualTo("PROVEN");
    }

    private static String[] command(
            Path work, String verb, String from, String to, boolean sourceIsServer) {
        List<String> all = new ArrayList<>(List.of(verb, from, to, "--json", "--timeout", "1"));
        all.add(sourceIsServer ? "--source-password-file" : "--target-password-file");
        all.addAll(List.of(password.toString(), "--state", work.resolve("state").toString()));
        if (verb.equals("copy")) {
            all.add("--yes");
        }
        return all.toArray(String[]::new);
    }

    private static List<String> held(String user) {
        return server.messages(user).stream()
                .map((StoredMessage m) -> m.folder() + " " + m.sha256())
                .sorted()
                .toList();
    }

    private static List<String> subjects() {
        List<String> all = new ArrayList<>();
        each(all::add);
        return all.stream().sorted().toList();
    }

    private static void each(Consumer<String> subject) {
        for (String folder : FOLDERS) {
            for (int number = 1; number <= EACH; number++) {
                subject.accept(folder + " " + number);
            }
        }
    }

    /// The subjects of all messages of a bag, by their lines; its packages are text.
    private static List<String> inBag(Run run) throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Mac.bag(run))) {
            for (Path file :
                    files.filter(f -> f.endsWith("mbox") && Files.isRegularFile(f)).toList()) {
                Files.readString(file, StandardCharsets.ISO_8859_1)
                        .lines()
                        .filter(line -> line.startsWith("Subject: "))
                        .forEach(line -> all.add(line.substring("Subject: ".length())));
            }
        }
        return all.stream().sorted().toList();
    }

    private static byte[] message(String folder, int number) {
        String subject = folder + " " + number;
        return ("Subject: " + subject + "\r\n\r\n" + ("Text of " + subject + ".\r\n").repeat(20))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void fill(String user) {
        for (String folder : FOLDERS) {
            for (int number = 1; number <= EACH; number++) {
                server.deliver(user, folder, message(folder, number), Set.of("\\Seen"), RECEIVED);
            }
        }
    }

    /// The same mail in a Maildir.
    private static Path maildir(Path root) throws IOException {
        for (String folder : FOLDERS) {
            Path at = folder.equals("INBOX") ? root : root.resolve("." + folder);
            for (String part : List.of("cur", "new", "tmp")) {
                Files.createDirectories(at.resolve(part));
            }
            for (int number = 1; number <= EACH; number++) {
                Path file = at.resolve("cur").resolve(number + ".M1P1.host:2,S");
                Files.write(file, message(folder, number));
                Files.setLastModifiedTime(file, FileTime.from(RECEIVED));
            }
        }
        return root;
    }
}

package mailtally.mac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.mac.Host.Pane;
import mailtally.testing.StandIns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A Mac by stand-ins of its commands: the exact calls, and what is made of bad answers.
class MacHostTest {
    private static final String PANE = "x-apple.systempreferences:";

    @TempDir private Path place;
    private StandIns commands;

    @BeforeEach
    void aMac() throws Exception {
        commands = StandIns.mac(place.resolve("bin"));
    }

    private Map<String, String> environment() {
        return Map.of("PATH", commands.folder().toString(), "HOME", "/home", "SECRET", "s3cret");
    }

    private Host host() {
        return Hosts.of(environment());
    }

    /// A host that waits less long; long enough for a busy computer to start a script.
    private Host hasty() {
        return Hosts.of(new Commands(environment(), Duration.ofMillis(1500)));
    }

    @Test
    void aMacTellsWhatItIs() {
        Host host = host();
        assertThat(host.macOsVersion()).hasValue("15.6.1");
        assertThat(host.bootTime()).hasValue(Instant.parse("2024-03-23T22:56:07.250Z"));
        assertThat(host.administrator()).hasValue(true);
        assertThat(host.mailRuns()).hasValue(false);
        assertThat(commands.calls())
                .containsExactly(
                        "sw_vers [-productVersion]",
                        "sysctl [-n] [kern.boottime]",
                        "id [-Gn]",
                        "pgrep [-x] [Mail]");
    }

    @Test
    void whatCanChangeIsAskedEachTime() throws Exception {
        Host host = host();
        assertThat(host.mailRuns()).hasValue(false);
        commands.with("pgrep", "echo 4711");
        assertThat(host.mailRuns()).hasValue(true);
        commands.with("sysctl", "echo '{ sec = 1711300000, usec = 0 } Sun'");
        assertThat(host.bootTime()).hasValue(Instant.ofEpochSecond(1711300000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 2", "exit 3", "exit 127", "kill -9 $$"})
    void aPgrepThatCouldNotLookIsNotTakenForNo(String script) throws Exception {
        commands.with("pgrep", script);
        assertThat(host().mailRuns()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo",
                "echo 1711234567",
                "echo '{ sec = 99999999999999999999, usec = 0 }'",
                "echo '{ sec = -5, usec = 0 }'",
                "echo '{ sec = 1711234567, usec = 0 }'; exit 1",
                "head -c 3000000 /dev/urandom",
                "while :; do echo 0123456789012345678901234567890123456789; done"
            })
    void garbageIsNoBootTime(String script) throws Exception {
        commands.with("sysctl", "PATH=/usr/bin:/bin; " + script);
        assertThat(hasty().bootTime()).isEmpty();
    }

    @Test
    void whoIsInNoGroupOfAdministratorsIsNone() throws Exception {
        commands.with("id", "echo staff everyone not-admin admins");
        assertThat(host().administrator()).hasValue(false);
        commands.with("id", "exit 1");
        assertThat(host().administrator()).isEmpty();
    }

    @Test
    void aHangingCommandIsEndedWithWhatItStarted() throws Exception {
        Path pid = place.resolve("pid");
        commands.with("pgrep", "/bin/sleep 300 & echo $! > '" + pid + "'; wait");
        long begin = System.nanoTime();
        assertThat(hasty().mailRuns()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
        long child = Long.parseLong(Files.readString(pid).strip());
        assertThat(ends(child)).isTrue();
    }

    @Test
    void aCommandWhoseChildKeepsThePipeHoldsNobodyUp() throws Exception {
        commands.with("id", "/bin/sleep 8 & echo admin");
        long begin = System.nanoTime();
        var _ = host().administrator();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void missingCommandsAreUnknownNeverNo() throws Exception {
        Host host = host();
        for (String name : List.of("sysctl", "pgrep", "id", "open", "osascript", "caffeinate")) {
            commands.without(name);
        }
        assertThat(host.bootTime()).isEmpty();
        assertThat(host.mailRuns()).isEmpty();
        assertThat(host.administrator()).isEmpty();
        assertThat(host.open(Pane.INTERNET_ACCOUNTS)).isFalse();
        assertThat(host.browse("http://127.0.0.1:8080/")).isFalse();
        host.notify("12 messages are left");
        host.keepAwake().close();
    }

    @ParameterizedTest
    @CsvSource({
        "15.6.1, com.apple.Internet-Accounts-Settings.extension,"
                + " com.apple.Notifications-Settings.extension",
        "26.0, com.apple.Internet-Accounts-Settings.extension,"
                + " com.apple.Notifications-Settings.extension",
        "13.0, com.apple.Internet-Accounts-Settings.extension,"
                + " com.apple.Notifications-Settings.extension",
        "12.7.6, com.apple.preferences.internetaccounts, com.apple.preference.notifications",
        "10.14, com.apple.preferences.internetaccounts, com.apple.preference.notifications"
    })
    void panesAreOpenedByTheAddressOfTheVersion(String version, String accounts, String messages)
            throws Exception {
        commands.with("sw_vers", "echo " + version);
        Host host = host();
        assertThat(host.open(Pane.INTERNET_ACCOUNTS)).isTrue();
        assertThat(host.open(Pane.FULL_DISK_ACCESS)).isTrue();
        assertThat(host.open(Pane.NOTIFICATIONS)).isTrue();
        assertThat(commands.calls("open"))
                .containsExactly(
                        "open [" + PANE + accounts + "]",
                        "open [" + PANE + "com.apple.preference.security?Privacy_AllFiles]",
                        "open [" + PANE + messages + "]");
        commands.with("open", "exit 1");
        assertThat(host.open(Pane.INTERNET_ACCOUNTS)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "15.6.1, com.apple.Profiles-Settings.extension",
        "13.0, com.apple.Profiles-Settings.extension",
        "12.7.6, com.apple.preferences.configurationprofiles"
    })
    void aProfileIsOfferedAndItsPaneOpened(String version, String pane) throws Exception {
        commands.with("sw_vers", "echo " + version);
        Host host = host();
        Path profile = Path.of("/tmp/-n 'x' jane@example.com.mobileconfig");
        assertThat(host.offer(profile)).isTrue();
        assertThat(host.open(Pane.PROFILES)).isTrue();
        assertThat(commands.calls("open"))
                .containsExactly("open [" + profile + "]", "open [" + PANE + pane + "]");
        commands.with("open", "exit 1");
        assertThat(host.offer(profile)).isFalse();
    }

    @Test
    void plutilSaysWhetherAListIsSoundAndWithoutItNobodyKnows() throws Exception {
        Path list = Path.of("/tmp/a.mobileconfig");
        assertThat(host().sound(list)).isEmpty();
        commands.with("plutil", "exit 0");
        assertThat(host().sound(list)).contains(true);
        assertThat(commands.calls("plutil")).containsExactly("plutil [-lint] [-s] [" + list + "]");
        commands.with("plutil", "echo broken; exit 1");
        assertThat(host().sound(list)).contains(false);
    }

    @Test
    void anAddressIsOpenedAndNothingElseIs() {
        Host host = host();
        assertThat(host.browse("http://127.0.0.1:8080/start?t=a&b=$(id);`id`")).isFalse();
        assertThat(host.browse("http://127.0.0.1:8080/start?t=a&b='c'")).isTrue();
        assertThat(host.browse("file:///Users/jane/Report.html")).isTrue();
        for (String bad :
                List.of("-a", "", "/Applications/Mail.app", "javascript:1", "mailto:a@b", "a b")) {
            assertThat(host.browse(bad)).as(bad).isFalse();
        }
        assertThat(commands.calls("open"))
                .containsExactly(
                        "open [http://127.0.0.1:8080/start?t=a&b='c']",
                        "open [file:///Users/jane/Report.html]");
    }

    @Test
    void aNotificationIsAnArgumentAndNeverPartOfTheScript() {
        host().notify("-25 left\" & (do shell script \"id\")\n\u202e\u0007" + "x".repeat(500));
        assertThat(commands.calls("osascript"))
                .singleElement()
                .asString()
                .startsWith(
                        "osascript [-e] [on run argv] [-e] [display notification (item 1 of argv)"
                                + " with title \"Mailtally\"] [-e] [end run] [25 left\" & (do shell"
                                + " script \"id\") xxx")
                .hasSizeLessThan(350);
    }

    @Test
    void theMacIsKeptAwakeUntilWeAreDone() throws Exception {
        Host.Awake awake = host().keepAwake();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (commands.calls("caffeinate").isEmpty() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(commands.calls("caffeinate"))
                .containsExactly("caffeinate [-i] [-w] [" + ProcessHandle.current().pid() + "]");
        List<ProcessHandle> ours =
                ProcessHandle.current()
                        .children()
                        .filter(p -> p.info().commandLine().orElse("").contains("sleep 600"))
                        .toList();
        awake.close();
        for (ProcessHandle each : ours) {
            assertThat(ends(each.pid())).isTrue();
        }
    }

    @Test
    void commandsGetNoInputAndNothingOfOurEnvironment() throws Exception {
        Path seen = place.resolve("seen");
        commands.with("id", "/usr/bin/env > '" + seen + "'; /bin/cat >> '" + seen + "'; echo a");
        assertThat(host().administrator()).hasValue(false);
        assertThat(Files.readAllLines(seen).stream().filter(l -> !l.matches("(PWD|_|OLDPWD)=.*")))
                .containsExactlyInAnyOrder(
                        "PATH=" + commands.folder(), "HOME=/home", "LC_ALL=C.UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 1", "echo", "echo Linux", "echo 15.6.1; exit 1", "echo 15;id"})
    void whereSwVersDoesNotAnswerIsNoMac(String script) throws Exception {
        commands.with("sw_vers", script.replace("15;id", "'15; id'"));
        assertThat(host().macOsVersion()).isEmpty();
        assertThat(host().mailRuns()).isEmpty();
        assertThat(host().open(Pane.INTERNET_ACCOUNTS)).isFalse();
    }

    @Test
    void entriesOfThePathThatDependOnTheFolderWeAreInDoNotCount() {
        String relative = Path.of("").toAbsolutePath().relativize(commands.folder()).toString();
        for (String path : List.of(relative, "", ":", ".", "\0")) {
            assertThat(Hosts.of(Map.of("PATH", path)).macOsVersion()).as(path).isEmpty();
        }
        assertThat(Hosts.of(Map.of()).macOsVersion()).isEmpty();
        assertThat(Hosts.of(Map.of("PATH", relative + ":" + commands.folder())).macOsVersion())
                .hasValue("15.6.1");
    }

    @Test
    void thisComputerIsAskedByThePathOfTheProcess() throws Exception {
        assertThat(factsOf(commands.folder().toString()))
                .isEqualTo("Optional[15.6.1] Optional[2024-03-23T22:56:07.250Z] Optional[false]");
        assertThat(commands.calls("pgrep")).containsExactly("pgrep [-x] [Mail]");
        assertThat(factsOf(place.toString())).startsWith("Optional.empty ");
    }

    /// What a Java process with this PATH says.
    private static String factsOf(String path) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Facts.class.getName());
        builder.environment().put("PATH", path);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }

    /// Prints what it finds out about this computer.
    static final class Facts {
        private Facts() {}

        /// Needs no arguments.
        public static void main(String[] arguments) {
            Host host = Hosts.ofThisComputer();
            System.out.println(host.macOsVersion() + " " + host.bootTime() + " " + host.mailRuns());
        }
    }

    private static boolean ends(long pid) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        while (handle.isPresent() && handle.get().isAlive() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        return handle.isEmpty() || !handle.get().isAlive();
    }
}

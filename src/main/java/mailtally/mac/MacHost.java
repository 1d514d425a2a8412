package mailtally.mac;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Mac, by its own commands. Nothing is remembered but which macOS it is: everything else can
/// change while we run.
final class MacHost implements Host {
    /// System Settings came with macOS 13; before, it was System Preferences.
    private static final int SYSTEM_SETTINGS = 13;

    private static final String SETTINGS = "x-apple.systempreferences:";
    private static final int MOST_TEXT = 200;

    /// As `{ sec = 1711234567, usec = 0 } Sat Mar 23 23:56:07 2024`.
    private static final Pattern BOOT_TIME =
            Pattern.compile("\\{ *sec *= *([0-9]{1,11}) *, *usec *= *([0-9]{1,6}) *\\}.*");

    private static final Pattern NO_TEXT = Pattern.compile("\\p{C}+");

    private final Commands commands;
    private final String version;

    /// @param version such as "15.6.1"
    MacHost(Commands commands, String version) {
        this.commands = commands;
        this.version = version;
    }

    @Override
    public Optional<String> macOsVersion() {
        return Optional.of(version);
    }

    @Override
    public Optional<Instant> bootTime() {
        return commands.answer("sysctl", "-n", "kern.boottime")
                .map(BOOT_TIME::matcher)
                .filter(Matcher::matches)
                .map(
                        m ->
                                Instant.ofEpochSecond(
                                        Long.parseLong(m.group(1)),
                                        Long.parseLong(m.group(2)) * 1_000));
    }

    @Override
    public Optional<Boolean> mailRuns() {
        return switch (commands.run(commands.patience(), "pgrep", "-x", "Mail")) {
            // 2 and 3 say that pgrep could not look.
            case Commands.Outcome.Ended(int status, _, _) when status == 0 || status == 1 ->
                    Optional.of(status == 0);
            case Commands.Outcome.Ended _, Commands.Outcome.Never _ -> Optional.empty();
        };
    }

    @Override
    public Optional<Boolean> administrator() {
        return commands.answer("id", "-Gn").map(g -> List.of(g.split(" +", -1)).contains("admin"));
    }

    @Override
    public boolean mayRead(Path folder) {
        return ListingProbe.canList(folder, commands.patience());
    }

    @Override
    public boolean open(Pane pane) {
        boolean settings = major() >= SYSTEM_SETTINGS;
        return opened(
                SETTINGS
                        + switch (pane) {
                            case INTERNET_ACCOUNTS ->
                                    settings
                                            ? "com.apple.Internet-Accounts-Settings.extension"
                                            : "com.apple.preferences.internetaccounts";
                            case FULL_DISK_ACCESS ->
                                    "com.apple.preference.security?Privacy_AllFiles";
                            case NOTIFICATIONS ->
                                    settings
                                            ? "com.apple.Notifications-Settings.extension"
                                            : "com.apple.preference.notifications";
                            case PROFILES ->
                                    settings
                                            ? "com.apple.Profiles-Settings.extension"
                                            : "com.apple.preferences.configurationprofiles";
                        });
    }

    @Override
    public boolean offer(Path profile) {
        return opened(profile.toAbsolutePath().toString());
    }

    @Override
    public Optional<Boolean> sound(Path propertyList) {
        String file = propertyList.toAbsolutePath().toString();
        return switch (commands.run(commands.patience(), "plutil", "-lint", "-s", file)) {
            case Commands.Outcome.Ended(int status, _, _) -> Optional.of(status == 0);
            case Commands.Outcome.Never _ -> Optional.empty();
        };
    }

    @Override
    public boolean browse(String address) {
        return WebAddress.mayBeOpened(address) && opened(address);
    }

    @Override
    public void notify(String text) {
        String plain = NO_TEXT.matcher(text).replaceAll(" ").strip().replaceFirst("^-+", "");
        // The text is an argument of the script, never a part of it. Nothing depends on it.
        var _ =
                commands.run(
                        commands.patience(),
                        "osascript",
                        "-e",
                        "on run argv",
                        "-e",
                        "display notification (item 1 of argv) with title \"Mailtally\"",
                        "-e",
                        "end run",
                        plain.substring(0, Math.min(plain.length(), MOST_TEXT)));
    }

    @Override
    public Awake keepAwake() {
        String us = Long.toString(ProcessHandle.current().pid());
        Optional<Process> awake = commands.launch("caffeinate", "-i", "-w", us);
        return () -> awake.ifPresent(Commands::end);
    }

    @Override
    public void cloneTree(Path from, Path to) throws IOException {
        // A clone where the disk can do that (APFS), else a copy.
        new TreeCopy(commands, List.of(List.of("-Rpc"), List.of("-Rp"))).copy(from, to);
    }

    private int major() {
        int dot = version.indexOf('.');
        return Integer.parseInt(dot < 0 ? version : version.substring(0, dot));
    }

    private boolean opened(String address) {
        return switch (commands.run(commands.patience(), "open", address)) {
            case Commands.Outcome.Ended(int status, _, _) -> status == 0;
            case Commands.Outcome.Never _ -> false;
        };
    }
}

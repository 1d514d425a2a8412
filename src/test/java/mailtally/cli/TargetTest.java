package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder for backups that is missing, full or closed: nothing is sealed, what was
/// there stays, and the next run cleans up after itself and nobody else.
final class TargetTest {
    @TempDir private Path place;

    private Mac mac;

    @BeforeEach
    void fourMessages() throws Exception {
        mac = new Mac(place).usual();
    }

    private Run backupTo(Path target) {
        return mac.run("backup", "apple:", "--json", "--to", target.toString()).isPlain();
    }

    @Test
    void aMissingFolderIsNotMade() {
        Path missing = place.resolve("missing");
        assertThat(backupTo(missing).ends(ExitStatus.UNAVAILABLE).failure())
                .contains(missing.toString(), "does not exist", "Nothing was written.");
        assertThat(missing).doesNotExist();
    }

    @Test
    void aFileOrALinkToNothingIsNoFolder() throws Exception {
        Path file = Files.writeString(place.resolve("file"), "mine");
        assertThat(backupTo(file).ends(ExitStatus.UNAVAILABLE).failure()).contains("is no folder");
        assertThat(file).hasContent("mine");
        Path link = Files.createSymbolicLink(place.resolve("link"), place.resolve("nowhere"));
        backupTo(link).ends(ExitStatus.UNAVAILABLE).failure();
        assertThat(Files.exists(place.resolve("nowhere"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void aFolderThatMayNotBeWrittenIsSaidSo() throws Exception {
        Path target = Files.createDirectories(place.resolve("closed"));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("---------"));
        Run run =
                new Child(place)
                        .runBound(
                                target,
                                mac.arguments(
                                        "backup", "apple:", "--json", "--to", target.toString()));
        assertThat(run.isPlain().ends(ExitStatus.UNAVAILABLE).failure())
                .contains("may not write there", "Nothing was sealed", "what was there before");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aReadOnlyDiskIsSaidSo() throws Exception {
        Path disk = mount("1m");
        try {
            Files.writeString(disk.resolve("mine"), "mine");
            assumeTrue(Child.tried("mount", "-o", "remount,ro", disk.toString()), "cannot remount");
            Map<String, String> before = TreeDigest.of(disk);
            assertThat(backupTo(disk).ends(ExitStatus.UNAVAILABLE).failure())
                    .contains("read-only", "Nothing was sealed", "Choose another folder");
            assertThat(TreeDigest.of(disk)).isEqualTo(before);
        } finally {
            Child.tool("umount", disk.toString());
        }
    }

    @Test
    void aFullDiskSealsNothingAndKeepsWhatWasThere() throws Exception {
        Path disk = mount("1m");
        try {
            Files.writeString(disk.resolve("mine"), "mine");
            Path first = Mac.bag(backupTo(disk).ends(ExitStatus.PROVEN));
            Map<String, String> before = TreeDigest.of(disk);
            before.remove("/");
            byte[] large = Mac.emlx(Mac.mail("large") + "0123456789abcde\n".repeat(1 << 17));
            Path file = mac.put("INBOX", "55.emlx", large);
            assertThat(backupTo(disk).ends(ExitStatus.UNAVAILABLE).failure())
                    .contains("there is no room left", "Nothing was sealed", "Make room");
            Map<String, String> after = TreeDigest.of(disk);
            after.remove("/");
            assertThat(after).isEqualTo(before);
            mac.run("verify", first.toString()).ends(ExitStatus.PROVEN);
            Files.delete(file);
            backupTo(disk).ends(ExitStatus.PROVEN);
        } finally {
            Child.tool("umount", disk.toString());
        }
    }

    @Test
    void aFullDiskForWhatMailtallyKeepsIsSaidSoToo() throws Exception {
        Path disk = mount("64k");
        try {
            Files.write(disk.resolve("filler"), new byte[48 << 10]);
            String[] command = {
                "backup", "apple:", "--json", "--quiet", "--to", mac.backups().toString()
            };
            String[] arguments = mac.arguments(command);
            arguments[arguments.length - 1] = disk.resolve("State").toString();
            Run run = Run.of(arguments).isPlain().ends(ExitStatus.UNAVAILABLE);
            assertThat(run.failure())
                    .contains("the disk may be full", "Your mail was not changed.", "--state");
            mac.nothingSealed();
        } finally {
            Child.tool("umount", disk.toString());
        }
    }

    @Test
    void aDamagedLedgerIsSaidSo() throws Exception {
        mac.backup().ends(ExitStatus.PROVEN);
        try (Stream<Path> ledgers = Files.list(mac.state().resolve("ledgers"))) {
            for (Path file : ledgers.toList()) {
                Files.writeString(
                        file, "no database, but a text that is longer than a header. ".repeat(9));
            }
        }
        assertThat(mac.backup().isPlain().ends(ExitStatus.UNAVAILABLE).failure())
                .contains("damaged", "Your mail was not changed.", "--state");
        assertThat(mac.inBackups()).hasSize(2);
    }

    @Test
    void aLedgerOfANewerVersionIsSaidSo() throws Exception {
        mac.backup().ends(ExitStatus.PROVEN);
        try (Stream<Path> ledgers = Files.list(mac.state().resolve("ledgers"))) {
            for (Path file : ledgers.filter(f -> f.toString().endsWith(".sqlite")).toList()) {
                try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + file);
                        Statement statement = ledger.createStatement()) {
                    statement.execute("INSERT INTO migration VALUES ('inventory', 999)");
                }
            }
        }
        assertThat(mac.backup().isPlain().ends(ExitStatus.UNAVAILABLE).failure())
                .contains("A newer Mailtally", "Nothing was changed.", "--state");
        assertThat(mac.inBackups()).hasSize(2);
    }

    @Test
    void theNextRunRemovesItsOwnLeftoversAndOnlyThose() throws Exception {
        Path target = mac.backups();
        Path own = Files.createDirectories(target.resolve(".mailtally-0123456789abcdef.partial"));
        Files.createDirectories(own.resolve("bag").resolve("data"));
        Files.writeString(own.resolve("bag").resolve("bagit.txt"), "half");
        Files.writeString(
                own.resolve("lock"),
                "Mailtally is writing here, or was stopped while it did. Nothing here is"
                        + " finished.\n");
        Path precious = Files.writeString(place.resolve("precious"), "mine");
        Files.createSymbolicLink(own.resolve("bag").resolve("link"), precious);
        List<String> foreign =
                List.of(
                        ".mailtally-0123456789abcdee.partial/lock",
                        ".mailtally-mine.partial/lock",
                        ".mailtally-notes",
                        "Apple Mail 2019-01-01 00.00/bagit.txt",
                        "photo.partial");
        for (String name : foreign) {
            Path file = target.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "mine", StandardCharsets.UTF_8);
        }
        mac.backup().ends(ExitStatus.PROVEN);
        assertThat(Files.exists(own, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(precious).hasContent("mine");
        for (String name : foreign) {
            assertThat(target.resolve(name)).hasContent("mine");
        }
    }

    /// A small disk, where one can be had: only root can mount.
    private Path mount(String size) throws Exception {
        Path disk = Files.createDirectories(place.resolve("disk"));
        String options = "size=" + size;
        assumeTrue(
                Child.tried("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()),
                "only root can mount a small disk");
        return disk;
    }
}

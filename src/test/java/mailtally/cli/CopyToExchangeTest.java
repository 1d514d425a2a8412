package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.Insight;
import mailtally.testing.HardMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `mailtally copy` from Maildirs into the stand-in for Exchange, by EWS.
final class CopyToExchangeTest {
    private static final Instant RECEIVED = Instant.parse("2014-05-06T07:08:09Z");

    @TempDir Path place;

    @Test
    void whatLacksIsPutWithDateAndFlagsAndIsNoDraftAndASecondCopyPutsNothing() throws Exception {
        Path source = place.resolve("source");
        for (int i = 0; i < 130; i++) {
            deliver(source, "", i + ".M1P1.host:2,S", "m" + i);
        }
        deliver(source, ".Sent Messages", "1.M2P1.host:2,FRS", "sent");
        deliver(source, ".Archive.2019", "1.M3P1.host:2,", "unread");
        deliver(source, ".Drafts", "1.M4P1.host:2,D", "draft");
        try (OnExchange there = OnExchange.start(ExchangeSettings.plain(), place)) {
            assertThat(there.run("check", source).status()).isEqualTo(ExitStatus.NOT_PROVEN);
            Run copied = there.run("copy", source, "--yes").ends(ExitStatus.PROVEN);
            assertThat(OnServer.count(copied, "copied")).isEqualTo(133);
            List<Insight.Lying> all = there.mailbox().all();
            assertThat(all).hasSize(133).allMatch(m -> m.received().equals(RECEIVED));
            assertThat(all.stream().filter(Insight.Lying::draft))
                    .extracting(Insight.Lying::folder)
                    .containsExactly("Drafts");
            assertThat(one(all, "Sent Items").flags())
                    .containsExactlyInAnyOrder("\\Answered", "\\Flagged", "\\Seen");
            assertThat(one(all, "Archive/2019").flags()).isEmpty();
            assertThat(all.stream().filter(m -> m.folder().equals("INBOX")))
                    .hasSize(130)
                    .allMatch(m -> m.flags().equals(java.util.Set.of("\\Seen")));

            List<String> before = there.server().ewsOperations();
            Run again = there.run("copy", source, "--yes").ends(ExitStatus.PROVEN);
            assertThat(OnServer.count(again, "copied")).isZero();
            assertThat(there.mailbox().all()).isEqualTo(all);
            List<String> operations = there.server().ewsOperations();
            assertThat(operations.subList(before.size(), operations.size()))
                    .as("nothing is put, and what was read at this version is not read again")
                    .doesNotContain("CreateItem", "UpdateItem", "CreateFolder", "GetItem");
        }
    }

    @Test
    void eachHardKindOfMailArrivesAndIsProven() throws Exception {
        Path source = OnExchange.hardMail(place.resolve("source"));
        int messages = HardMail.all().stream().mapToInt(k -> k.messages().size()).sum();
        try (OnExchange there = OnExchange.start(ExchangeSettings.plain(), place)) {
            Run copied = there.run("copy", source, "--yes").isPlain();
            assertThat(copied.json().path("exceptions").size()).isZero();
            copied.ends(ExitStatus.PROVEN);
            assertThat(OnServer.count(copied, "found")).isEqualTo(messages);
            assertThat(copied.json().path("balanced").asBoolean()).isTrue();
            int held = there.mailbox().all().size();
            assertThat(OnServer.count(there.run("copy", source, "--yes"), "copied")).isZero();
            assertThat(there.mailbox().all()).hasSize(held);
        }
    }

    private static Insight.Lying one(List<Insight.Lying> all, String folder) {
        List<Insight.Lying> there = all.stream().filter(m -> m.folder().equals(folder)).toList();
        assertThat(there).hasSize(1);
        return there.getFirst();
    }

    private static void deliver(Path root, String folder, String name, String subject)
            throws Exception {
        Path maildir = folder.isEmpty() ? root : root.resolve(folder);
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(root.resolve(part));
            Files.createDirectories(maildir.resolve(part));
        }
        Path file = maildir.resolve("cur").resolve(name);
        Files.writeString(file, "Subject: " + subject + "\n\nText of " + subject + ".\n");
        Files.setLastModifiedTime(file, FileTime.from(RECEIVED));
    }
}

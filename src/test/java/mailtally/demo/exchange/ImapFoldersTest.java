package mailtally.demo.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mailtally.testing.server.ImapTalk;
import org.junit.jupiter.api.Test;

/// Folders over IMAP: each quirk, and the same without it.
final class ImapFoldersTest {
    private static final String EXPLAINED = "\\* LIST \\(\\\\Has(No)?Children\\) \"/\" \"[^\"]*\"";

    @Test
    void namesAreTheSameInAnyCaseOrNot() throws Exception {
        try (OneMailbox same = with(ExchangeQuirk.FOLDERS_WITHOUT_CASE)) {
            same.talk().ok("CREATE Roof");
            assertThat(same.talk().command("CREATE rOOF").getLast()).contains(" NO ");
            same.talk().ok("EXAMINE ROOF");
            same.talk().ok("EXAMINE \"DELETED items\"");
            assertThat(list(same.talk(), "rOo%")).hasSize(1);
        }
        try (OneMailbox others = with()) {
            others.talk().ok("CREATE Roof");
            others.talk().ok("CREATE rOOF");
            assertThat(others.talk().command("EXAMINE ROOF").getLast())
                    .endsWith("NO The requested folder could not be found.");
            others.talk().ok("EXAMINE inbox");
        }
    }

    @Test
    void blanksAtTheEndOfANameAreCutOrKept() throws Exception {
        try (OneMailbox cut = with(ExchangeQuirk.TRAILING_BLANKS_CUT)) {
            cut.talk().ok("CREATE \"Roof /Tiles  \"");
            assertThat(list(cut.talk(), "Roof*"))
                    .containsExactly(
                            "* LIST (\\HasChildren) \"/\" \"Roof\"",
                            "* LIST (\\HasNoChildren) \"/\" \"Roof/Tiles\"");
            cut.talk().ok("EXAMINE \"Roof \"");
        }
        try (OneMailbox kept = with()) {
            kept.talk().ok("CREATE \"Roof \"");
            assertThat(list(kept.talk(), "Roof*")).allMatch(l -> l.endsWith("\"Roof \""));
        }
    }

    @Test
    void someNamesAreTheMailboxesOwn() throws Exception {
        try (OneMailbox reserved = with(ExchangeQuirk.FOLDERS_RESERVED)) {
            assertThat(reserved.talk().command("CREATE files").getLast())
                    .endsWith("NO Folder name is reserved");
            reserved.talk().ok("CREATE Roof/Files");
        }
        try (OneMailbox free = with()) {
            free.talk().ok("CREATE files");
        }
    }

    @Test
    void foldersWithoutMailAreListedAndTakeNone() throws Exception {
        try (OneMailbox listed = with(ExchangeQuirk.OTHER_FOLDERS_LISTED)) {
            assertThat(String.join("\n", list(listed.talk(), "*")))
                    .contains("Calendar", "Contacts", "Sync Issues", "Conversation History");
            listed.talk().ok("EXAMINE Calendar");
            assertThat(listed.talk().command("APPEND Calendar", new byte[] {'a', ':', '\n'}))
                    .last()
                    .asString()
                    .contains(" NO ");
        }
        try (OneMailbox quiet = with()) {
            assertThat(String.join("\n", list(quiet.talk(), "*")))
                    .contains("INBOX", "Sent Items")
                    .doesNotContain("Calendar", "Contacts", "Sync Issues", "Conversation");
        }
    }

    @Test
    void specialUseIsToldThoughItIsNotOffered() throws Exception {
        try (OneMailbox told = with(ExchangeQuirk.SPECIAL_USE_TOLD)) {
            assertThat(list(told.talk(), "*"))
                    .contains(
                            "* LIST (\\Sent \\HasNoChildren) \"/\" \"Sent Items\"",
                            "* LIST (\\Trash \\HasNoChildren) \"/\" \"Deleted Items\"",
                            "* LIST (\\Drafts \\HasNoChildren) \"/\" \"Drafts\"",
                            "* LIST (\\Junk \\HasNoChildren) \"/\" \"Junk Email\"");
        }
        try (OneMailbox plain = with()) {
            assertThat(list(plain.talk(), "*")).allMatch(line -> line.matches(EXPLAINED));
        }
    }

    @Test
    void patternsMeanWhatTheStandardSays() throws Exception {
        try (OneMailbox mailbox = with()) {
            ImapTalk talk = mailbox.talk();
            talk.ok("CREATE a/b/c");
            assertThat(list(talk, "%")).noneMatch(line -> line.contains("a/b"));
            assertThat(list(talk, "a/%")).singleElement().asString().endsWith("\"a/b\"");
            assertThat(list(talk, "a*c")).singleElement().asString().endsWith("\"a/b/c\"");
            assertThat(list(talk, "*%*%*%*%*%*%*%*%*%q")).isEmpty();
            assertThat(talk.ok("LIST \"\" \"\"").getFirst())
                    .isEqualTo("* LIST (\\Noselect) \"/\" \"\"");
            assertThat(talk.ok("LSUB \"\" a/%").getFirst()).startsWith("* LSUB (");
            assertThat(talk.ok("NAMESPACE").getFirst())
                    .isEqualTo("* NAMESPACE ((\"\" \"/\")) NIL NIL");
            assertThat(talk.command("DELETE a").getLast()).contains(" NO ");
            talk.ok("DELETE a/b/c");
            assertThat(talk.command("DELETE INBOX").getLast()).contains(" NO ");
            talk.ok("CREATE \"Entw&APw-rfe &- &2D3czA-\"");
            assertThat(list(talk, "Entw*").getFirst()).endsWith("\"Entw&APw-rfe &- &2D3czA-\"");
            for (String none : List.of("\"a//b\"", "\"&broken\"", "{3+}\r\na\u00e4b")) {
                assertThat(talk.command("CREATE " + none).getLast()).contains(" BAD ");
            }
        }
    }

    private static List<String> list(ImapTalk talk, String pattern) throws Exception {
        List<String> answers = talk.ok("LIST \"\" \"" + pattern + '"');
        return answers.subList(0, answers.size() - 1);
    }

    private static OneMailbox with(ExchangeQuirk... quirks) throws Exception {
        return OneMailbox.with(ExchangeSettings.plain().with(quirks));
    }
}

package mailtally.demo.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import mailtally.testing.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Python's imaplib uses the stand-in as it would use any server.
final class ImapByPythonTest {
    private static final String INNER =
            "Content-Type: message/rfc822\n\nSubject: inner\n\nInner text.\n";

    @TempDir private Path place;

    @Test
    void anotherClientFindsAnImapServerThatKeepsWhatItIsGiven() throws Exception {
        String mail =
                Written.mail(
                        Written.multi(
                                "mixed",
                                Written.text("text/plain", "Of the roof."),
                                Written.file(),
                                INNER));
        Path file = Files.write(place.resolve("mail"), mail.getBytes(StandardCharsets.US_ASCII));
        ExchangeSettings settings =
                ExchangeSettings.plain()
                        .with(ExchangeQuirk.FOLDERS_WITHOUT_CASE, ExchangeQuirk.SPECIAL_USE_TOLD);
        try (ExchangeStandIn server = ExchangeStandIn.start(settings, Optional.empty())) {
            server.user(OneMailbox.USER, OneMailbox.PASSWORD, OneMailbox.TOKEN);
            JsonNode seen =
                    Python.run(
                            place.resolve("python"),
                            "/mailtally/demo/imap_client.py",
                            Integer.toString(server.imapPort()),
                            OneMailbox.USER,
                            OneMailbox.TOKEN,
                            file.toString());
            folders(seen);
            messages(seen, mail);
            assertThat(server.abuses()).isEmpty();
        }
    }

    private static void folders(JsonNode seen) {
        assertThat(seen.path("namespace").asString()).isEqualTo("((\"\" \"/\")) NIL NIL");
        assertThat(seen.path("folders").toString())
                .contains("Roof/Tiles &- more", "(\\\\Sent \\\\HasNoChildren)");
        assertThat(seen.path("subscribed").asInt()).isEqualTo(seen.path("folders").size());
        assertThat(seen.path("append").asString()).contains("[APPENDUID ", " 1] APPEND completed.");
        assertThat(seen.path("status").asString()).endsWith("(MESSAGES 2 UNSEEN 1 UIDNEXT 3)");
        assertThat(seen.path("select").asString()).isEqualTo("2");
        assertThat(seen.path("uidvalidity").asInt()).isEqualTo(1);
        assertThat(seen.path("copy").asString()).endsWith(" 1,2 1,2");
        assertThat(seen.path("move").asString()).isEqualTo("OK");
        assertThat(seen.path("expunge").asString()).isEqualTo("1");
        assertThat(seen.path("left").asString()).isEqualTo("3");
        assertThat(seen.path("id").asString()).isEqualTo("OK");
        assertThat(seen.path("logout").asString()).isEqualTo("BYE");
    }

    private static void messages(JsonNode seen, String mail) {
        assertThat(seen.path("same").asBoolean()).isTrue();
        assertThat(seen.path("fetched").asString())
                .contains(
                        "UID 1",
                        "FLAGS (\\Seen)",
                        "INTERNALDATE \"29-Feb-2016 10:12:13 +0000\"",
                        "ENVELOPE (\"Tue, 5 Mar 2019 10:11:12 +0100\" \"Roof\" ((\"Jane Doe\" NIL"
                                + " \"jane\" \"example.com\"))",
                        "\"<1@example.com>\"",
                        "(\"image\" \"png\" (\"name\" \"roof.png\") NIL NIL \"base64\"",
                        "(\"attachment\" (\"filename\" \"roof.png\"))",
                        "\"mixed\" (\"boundary\" \"b-mixed-3\")");
        for (String all : new String[] {"all", "subject", "either", "text"}) {
            assertThat(seen.path(all).asString()).as(all).isEqualTo("1 2");
        }
        assertThat(seen.path("unseen").asString()).isEqualTo("2");
        assertThat(seen.path("since").asString()).isEqualTo("2");
        assertThat(seen.path("nothing").asString()).isEmpty();
        assertThat(seen.path("header").asString())
                .isEqualTo("To: bob@example.org\r\nSubject: Roof\r\n\r\n");
        assertThat(seen.path("part").asString()).startsWith("iVBORw0K");
        assertThat(seen.path("mime").asString()).contains("image/png").endsWith("\r\n\r\n");
        assertThat(seen.path("inner").asString()).isEqualTo("Subject: inner\r\n\r\n");
        assertThat(seen.path("partial").asString()).isEqualTo(mail.substring(5, 15));
        assertThat(seen.path("flags").asString()).contains("FLAGS (\\Flagged)");
    }
}

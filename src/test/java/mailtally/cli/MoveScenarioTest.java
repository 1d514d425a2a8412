package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mailtally.testing.SmallMac;
import mailtally.testing.StandIns;
import mailtally.testing.server.DovecotServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A whole move by keyboard alone, with a real server and a Mac's commands on the PATH.
final class MoveScenarioTest {
    @TempDir Path place;

    @Test
    void fromTheFirstQuestionToTheLookAfterTheRemoval() throws Exception {
        SmallMac mac = SmallMac.in(place.resolve("home"));
        StandIns commands = StandIns.mac(place.resolve("bin"));
        String jane = mac.imap("jane@example.com");
        List<SmallMac.Message> received = mac.received(jane, "INBOX", 5);
        mac.sentOnlyHere(jane, 2);
        try (DovecotServer server = DovecotServer.start()) {
            deliver(server, received);
            Thread person =
                    Thread.ofPlatform().daemon(true).start(() -> remove(mac, commands, jane));
            JsonNode seen = converse(mac, commands, server);
            person.join(1_000);
            String shown = seen.path("shown").asString().replaceAll("\\s+", " ");
            assertThat(shown)
                    .contains("▬ Stops: 2 only on this Mac")
                    .contains("[Enter] Put 2 messages on the server")
                    .contains("Changed so far: 2 messages added to the server")
                    .contains("A second reader found 7 of 7.")
                    .contains("Backup sealed and read again 7 of 7 messages in the sealed backup.")
                    .contains("Safe to remove now? ✓ Yes, until ")
                    .contains("REMOVE Work (IMAP, imap.example.com)")
                    .contains("Gone: jane@example.com (IMAP)")
                    .contains("Safe to remove now? ✓ Removed ");
            assertThat(commands.calls())
                    .anyMatch(call -> call.startsWith("open [") && call.contains("Internet"));
            assertThat(seen.path("status").asInt()).isEqualTo(ExitStatus.NOT_PROVEN);
            SecretSearch.in(place.resolve("state"), DovecotServer.PASSWORD);
        }
    }

    private JsonNode converse(SmallMac mac, StandIns commands, DovecotServer server) {
        List<String> arguments = new ArrayList<>(List.of("move"));
        arguments.addAll(List.of("--state", place.resolve("state").toString()));
        arguments.addAll(List.of("--library", mac.library().toString()));
        arguments.addAll(List.of("--accounts", mac.accounts().toString()));
        return new OnTerminal(
                        place.resolve("python"), 80, List.of("env", "PATH=" + commands.folder()))
                .converse(
                        Main.class,
                        arguments,
                        "[Enter] Choose jane@example.com",
                        "",
                        "a  jane@example.com (Enter)",
                        "",
                        "[Enter] Use this order",
                        "",
                        "Enter: imaps://",
                        server.address("jane"),
                        "is not shown.",
                        DovecotServer.PASSWORD,
                        "b  Switch",
                        "b",
                        "Folder for backups\r\n",
                        place.resolve("backups").toString(),
                        "Other Macs with this account\r\n",
                        "",
                        "Each of them",
                        "",
                        "Your name\r\n",
                        "Jane",
                        "[Enter] Check 7 messages",
                        "",
                        "[Enter] See where 2 go",
                        "",
                        "[Enter] See where 2 would go",
                        "",
                        "[Enter] Put 2 messages on the server",
                        "",
                        "[Enter] Go on to the backup",
                        "",
                        "[Enter] Back up 7 messages",
                        "",
                        "y or n; Enter: y",
                        "n",
                        "[Enter] Go on to the last look",
                        "",
                        "[Enter] Take the last count",
                        "",
                        "[Enter] Clear this account until",
                        "",
                        "Type jane@example.com\r\n",
                        "JANE@example.com",
                        "[Enter] Open Internet Accounts",
                        "",
                        "Was the Mac restarted?",
                        "q");
    }

    /// The person removes the account once its pane was opened.
    private static void remove(SmallMac mac, StandIns commands, String jane) {
        try {
            while (commands.calls().stream().noneMatch(call -> call.startsWith("open "))) {
                Thread.sleep(50);
            }
            mac.files().removeRow(jane);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void deliver(DovecotServer server, List<SmallMac.Message> messages)
            throws Exception {
        for (SmallMac.Message message : messages) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            message.bytes().writeTo(bytes);
            server.deliver(
                    "jane",
                    message.folder().text(),
                    bytes.toByteArray(),
                    Set.of("\\Seen"),
                    message.received());
        }
    }
}

package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mailtally.demo.exchange.ExchangeQuirk;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.testing.HardMail;
import mailtally.testing.server.MailServer;
import mailtally.testing.server.MailServers;
import mailtally.testing.server.StandInServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What each server does to each hard kind of mail: put there, compared, put there again, backed
/// up. The outcome is the table in docs/servers.md, which must stay true.
final class HardMailTest {
    private static final Path TABLE = Path.of("docs", "servers.md");
    private static final String BEGIN = "| kind of mail |";

    private static final String STAND_IN = "a stand-in for Exchange";

    @TempDir private Path place;

    @Test
    void eachServerDoesToEachKindWhatTheTableSays() throws Exception {
        Path here = maildirs(place.resolve("here"));
        Map<String, Map<String, String>> outcomes = new LinkedHashMap<>();
        for (MailServers kind : MailServers.values()) {
            try (MailServer server = kind.start()) {
                outcomes.put(name(kind), onServer(here, name(kind), server));
            }
        }
        ExchangeSettings settings = ExchangeSettings.everyday().without(ExchangeQuirk.TOKENS_ONLY);
        try (MailServer server = StandInServer.start(settings)) {
            outcomes.put(STAND_IN, onServer(here, STAND_IN, server));
        }
        String table = table(outcomes);
        String written = Files.readString(TABLE);
        int from = written.indexOf(BEGIN);
        if (System.getenv("MAILTALLY_RENEW") != null) {
            Files.writeString(TABLE, written.substring(0, from) + table);
            return;
        }
        assertThat(written.substring(from))
                .as("MAILTALLY_RENEW=1 ./test writes the table anew")
                .isEqualTo(table);
    }

    private Map<String, String> onServer(Path here, String name, MailServer server)
            throws IOException {
        String address = server.address("jane");
        Path work = Files.createDirectories(place.resolve(name));
        String password = OnServer.password(place).toString();
        String state = work.resolve("state").toString();
        String[] copy = {
            "copy",
            here.toString(),
            address,
            "--json",
            "--yes",
            "--state",
            state,
            "--target-password-file",
            password
        };
        Run first = Run.of(copy).isPlain();
        assertThat(first.status()).as(first.err()).isIn(0, 1);
        int messages = HardMail.all().stream().mapToInt(k -> k.messages().size()).sum();
        assertThat(OnServer.count(first, "found")).isEqualTo(messages);
        assertThat(first.json().path("balanced").asBoolean()).isTrue();
        int held = server.messages("jane").size();

        Run second = Run.of(copy).isPlain();
        assertThat(OnServer.count(second, "copied")).as(second.out()).isZero();
        assertThat(server.messages("jane")).as("nothing twice").hasSize(held);

        Run backup =
                Run.of(
                        "backup",
                        address,
                        "--json",
                        "--to",
                        work.toString(),
                        "--state",
                        state,
                        "--source-password-file",
                        password);
        assertThat(backup.json().path("balanced").asBoolean()).isTrue();
        assertThat(OnServer.count(backup, "found")).as(backup.err()).isEqualTo(held);
        Run.of("verify", Mac.bag(backup).toString(), "--state", state).ends(0);
        return outcomes(first.json());
    }

    /// In words, by folder: each kind has a folder of its own.
    private static Map<String, String> outcomes(JsonNode json) {
        Map<String, List<String>> reasons = new HashMap<>();
        json.path("exceptions")
                .forEach(
                        e ->
                                reasons.computeIfAbsent(
                                                e.path("folder").asString(), _ -> new ArrayList<>())
                                        .add(e.path("reason").asString()));
        Map<String, String> words = new HashMap<>();
        for (JsonNode folder : json.path("folders")) {
            String name = folder.path("folder").asString();
            words.put(name, word(folder, reasons.getOrDefault(name, List.of())));
        }
        return words;
    }

    private static String word(JsonNode folder, List<String> reasons) {
        int found = folder.path("found").asInt();
        int same = folder.path("identical").asInt() + folder.path("duplicate").asInt();
        if (same == found) {
            return "the same bytes";
        }
        if (same + folder.path("sameContent").asInt() == found) {
            return "the same content";
        }
        return String.join(" ", reasons).replace("|", "/");
    }

    private static String table(Map<String, Map<String, String>> outcomes) {
        StringBuilder table = new StringBuilder(BEGIN);
        outcomes.keySet().forEach(name -> table.append(' ').append(name).append(" |"));
        table.append("\n|---|").append("---|".repeat(outcomes.size())).append('\n');
        for (HardMail kind : HardMail.all()) {
            table.append("| ").append(kind.name()).append(" |");
            outcomes.values()
                    .forEach(
                            byFolder ->
                                    table.append(' ')
                                            .append(byFolder.get(kind.folder()))
                                            .append(" |"));
            table.append('\n');
        }
        return table.toString();
    }

    private static String name(MailServers server) {
        return server == MailServers.GREENMAIL
                ? "GreenMail"
                : server.name().charAt(0)
                        + server.name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    /// The mail as a tree of Maildirs.
    private static Path maildirs(Path root) throws IOException {
        int number = 0;
        for (HardMail kind : HardMail.all()) {
            Path folder = root;
            for (String level : kind.folder().split("/", -1)) {
                folder = folder.resolve(level);
            }
            for (String part : List.of("cur", "new", "tmp")) {
                Files.createDirectories(folder.resolve(part));
            }
            for (String message : kind.messages()) {
                Path file = folder.resolve("cur/" + ++number + ".M1P1.host:2," + kind.flags());
                Files.write(file, HardMail.bytes(message));
                Files.setLastModifiedTime(file, FileTime.from(kind.internalDate()));
            }
        }
        return root;
    }
}

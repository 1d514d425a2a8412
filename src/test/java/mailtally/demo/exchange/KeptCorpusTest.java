package mailtally.demo.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import mailtally.testing.Choices;
import mailtally.testing.Dress;
import mailtally.testing.HardMail;
import mailtally.testing.MailGenerator;
import mailtally.testing.MailRenderer;
import mailtally.testing.Python;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Under all quirks of an ordinary day nothing is lost that Exchange would not lose: Python reads
/// what went in and what came out.
final class KeptCorpusTest {
    private static final int MESSAGES = 400;
    private static final Dress ON_THE_WIRE = new Dress(Dress.Ends.CRLF, 0, List.of(), false, false);

    @TempDir private Path place;
    private Path given;
    private Path kept;

    @BeforeEach
    void folders() throws IOException {
        given = Files.createDirectory(place.resolve("given"));
        kept = Files.createDirectory(place.resolve("kept"));
    }

    @Test
    void everyComponentOfGeneratedMailIsThereAndMostMessagesAreOtherBytes() throws Exception {
        Choices choices = Choices.of(3);
        int changed = 0;
        try (OneMailbox mailbox = OneMailbox.with(ExchangeSettings.everyday())) {
            for (int i = 0; i < MESSAGES; i++) {
                byte[] mail = MailRenderer.render(MailGenerator.mail(choices, i), ON_THE_WIRE);
                String octets = new String(mail, StandardCharsets.ISO_8859_1);
                changed += through(mailbox, i + ".eml", octets).equals(octets) ? 0 : 1;
            }
        }
        assertThat(changed).isEqualTo(MESSAGES);
        JsonNode before = python("components", given);
        JsonNode after = python("components", kept);
        for (int i = 0; i < MESSAGES; i++) {
            List<String> found = strings(after.path(i + ".eml").path("components"));
            for (String component : strings(before.path(i + ".eml").path("components"))) {
                assertThat(found.remove(component)).as(i + ": " + component).isTrue();
            }
            assertThat(after.path(i + ".eml").path("defects").size()).isZero();
        }
    }

    @Test
    void theThirtyKindsOfHardMailKeepTheBytesOfTheirAttachmentsOrAreRefused() throws Exception {
        TreeMap<String, String> refused = new TreeMap<>();
        try (OneMailbox mailbox = OneMailbox.with(ExchangeSettings.everyday())) {
            for (HardMail kind : HardMail.all()) {
                for (int i = 0; i < kind.messages().size(); i++) {
                    try {
                        through(
                                mailbox,
                                kind.folder().replace('/', '_') + i,
                                kind.messages().get(i));
                    } catch (AssertionError e) {
                        refused.put(kind.name(), e.getMessage());
                    }
                }
            }
        }
        assertThat(refused.keySet())
                .isEqualTo(new TreeSet<>(List.of("NUL bytes", "a line of 12,000 bytes")));
        assertThat(refused.get("NUL bytes")).contains("BAD Command Argument Error. 11");
        assertThat(refused.get("a line of 12,000 bytes")).contains("BAD Command Error. 10");
        assertThat(python("attachments", kept)).isEqualTo(python("attachments", given));
        assertThat(python("attachments", given).toString()).hasSizeGreaterThan(400);
    }

    private String through(OneMailbox mailbox, String name, String octets) throws IOException {
        String back = mailbox.fetch(mailbox.append(octets));
        Files.write(given.resolve(name), octets.getBytes(StandardCharsets.ISO_8859_1));
        Files.write(kept.resolve(name), back.getBytes(StandardCharsets.ISO_8859_1));
        return back;
    }

    private JsonNode python(String script, Path folder) {
        String where = script.equals("components") ? "testing" : "demo";
        return Python.run(
                place.resolve("python"),
                "/mailtally/" + where + "/" + script + ".py",
                folder.toString());
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(one -> strings.add(one.asString()));
        return strings;
    }
}

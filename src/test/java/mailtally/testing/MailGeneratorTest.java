package mailtally.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MailGeneratorTest {
    private static final int MESSAGES = 600;

    @TempDir Path folder;

    @Test
    void pythonReadsFromTheBytesWhatTheOracleKnowsOfTheModel() throws IOException {
        Path mails = Files.createDirectory(folder.resolve("mails"));
        Choices choices = Choices.of(11);
        List<Mail> models = MailGenerator.mails(choices, 0, MESSAGES);
        for (int i = 0; i < MESSAGES; i++) {
            Dress dress = Dress.any(choices, false);
            Files.write(mails.resolve(i + ".eml"), MailRenderer.render(models.get(i), dress));
        }
        JsonNode found =
                Python.run(
                        folder.resolve("python"),
                        "/mailtally/testing/components.py",
                        mails.toString());
        for (int i = 0; i < MESSAGES; i++) {
            List<String> components = new ArrayList<>();
            JsonNode entry = found.get(i + ".eml");
            entry.get("components").forEach(c -> components.add(c.asString()));
            assertThat(components).as(i + "").isEqualTo(Oracle.components(models.get(i)));
            assertThat(entry.get("defects").size()).isZero();
        }
    }

    @Test
    void eachHarmIsAHarmInTheOraclesEyes() {
        Map<Harm, Integer> done = new EnumMap<>(Harm.class);
        qt().withExamples(500)
                .forAll(Choices.gen(c -> MailGenerator.mail(c, 1)), integers().all())
                .checkAssert(
                        (mail, seed) -> {
                            for (Harm harm : Harm.values()) {
                                Optional<Mail> harmed = harm.apply(mail, Choices.of(seed));
                                harmed.ifPresent(
                                        h -> {
                                            done.merge(harm, 1, Integer::sum);
                                            assertThat(Oracle.contains(h, mail)).isFalse();
                                        });
                            }
                        });
        assertThat(done)
                .hasSize(Harm.values().length)
                .allSatisfy((h, n) -> assertThat(n).isPositive());
    }

    @Test
    void aMessageContainsItselfAndWithAnAdditionStillDoes() {
        qt().withExamples(300)
                .forAll(Choices.gen(c -> MailGenerator.mail(c, 1)))
                .checkAssert(
                        mail -> {
                            assertThat(Oracle.contains(mail, mail)).isTrue();
                            Mail.Part more =
                                    new Mail.Text(
                                            List.of("added"), new Mail.Form("us-ascii", "7bit"));
                            Mail added =
                                    mail.withBody(
                                            new Mail.Multi("mixed", List.of(mail.body(), more)));
                            assertThat(Oracle.contains(added, mail)).isTrue();
                            assertThat(Oracle.contains(mail, added)).isFalse();
                        });
    }

    @Test
    void messagesWithDifferentNumbersNeverContainEachOther() {
        List<Mail> mails = MailGenerator.mails(Choices.of(5), 0, 120);
        for (int i = 0; i < mails.size(); i++) {
            for (int j = 0; j < mails.size(); j++) {
                assertThat(Oracle.contains(mails.get(i), mails.get(j))).isEqualTo(i == j);
            }
        }
    }

    @Test
    void theSameDecisionsMakeTheSameBytes() {
        for (int seed = 0; seed < 20; seed++) {
            byte[] once = MailRenderer.render(MailGenerator.mail(Choices.of(seed), 1), Dress.PLAIN);
            byte[] again =
                    MailRenderer.render(MailGenerator.mail(Choices.of(seed), 1), Dress.PLAIN);
            assertThat(again).isEqualTo(once);
        }
    }

    @Test
    void aDressChangesLineEndsAndNothingElse() {
        Mail mail = MailGenerator.mail(Choices.of(9), 1);
        byte[] plain = MailRenderer.render(mail, Dress.PLAIN);
        for (Dress.Ends ends : Dress.Ends.values()) {
            byte[] other = MailRenderer.render(mail, new Dress(ends, 0, List.of(), false, false));
            assertThat(text(other).replace("\r\n", "\n")).isEqualTo(text(plain));
            assertThat(text(other).contains("\r\n")).isEqualTo(ends != Dress.Ends.LF);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

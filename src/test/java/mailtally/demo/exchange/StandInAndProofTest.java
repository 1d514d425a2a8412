package mailtally.demo.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import mailtally.message.Containment;
import mailtally.message.DetailBudget;
import mailtally.message.MessageBytes;
import mailtally.message.Reading;
import mailtally.message.SheetMaker;
import mailtally.testing.AppleShapes;
import mailtally.testing.Choices;
import mailtally.testing.Dress;
import mailtally.testing.Harm;
import mailtally.testing.Mail;
import mailtally.testing.MailRenderer;
import mailtally.testing.RewritingOracle;
import org.junit.jupiter.api.Test;

/// The stand-in makes messages anew, byte by byte with a library of its own, and the proof judges
/// them: what it kept is proven, what was harmed before is not. `-Dmailtally.pairs=N` tries more.
class StandInAndProofTest {
    private static final int PAIRS = Integer.getInteger("mailtally.pairs", 10_000) / 4;
    private static final long SEED = Long.getLong("mailtally.seed", 1);

    private final ExchangeSettings exchange = ExchangeSettings.everyday();
    private final LongAdder kept = new LongAdder();
    private final LongAdder harmed = new LongAdder();
    private final Queue<String> wronglyLeft = new ConcurrentLinkedQueue<>();
    private final Queue<String> wronglyProven = new ConcurrentLinkedQueue<>();

    @Test
    void whatTheStandInKeptIsProvenAndWhatWasHarmedIsNot() {
        IntStream.range(0, PAIRS).parallel().forEach(this::pair);
        System.out.printf(
                "Through the stand-in: %,d kept, %d of them left; %,d harmed, %d of them proven%n",
                kept.sum(), wronglyLeft.size(), harmed.sum(), wronglyProven.size());
        assertThat(wronglyProven.stream().limit(2)).isEmpty();
        assertThat(wronglyLeft.stream().limit(2)).isEmpty();
        assertThat(harmed.sum()).isGreaterThan(PAIRS / 4);
    }

    private void pair(int number) {
        Choices choices = Choices.of(SEED * 7_000_003 + number);
        Mail mail = AppleShapes.mail(choices, number);
        Optional<Mail> stored =
                number % 2 == 0
                        ? Optional.of(mail)
                        : choices.one(Harm.values()).apply(mail, choices);
        if (stored.isEmpty()) {
            return;
        }
        byte[] target =
                exchange.rewrite(MailRenderer.render(stored.get(), CRLF), "jane@example.com");
        Containment found =
                Containment.ofRewritten(
                        reading(MailRenderer.render(mail, Dress.PLAIN)), reading(target), Set.of());
        // What was harmed behind the place where subjects are cut, nobody can see.
        String subject = stored.get().subject();
        Mail seen = stored.get().withSubject(subject.substring(0, Math.min(255, subject.length())));
        boolean holds = RewritingOracle.holds(seen, mail);
        (holds ? kept : harmed).increment();
        if (found.whole() != holds) {
            (holds ? wronglyLeft : wronglyProven)
                    .add(
                            number
                                    + " "
                                    + found.lost()
                                    + "\n"
                                    + text(MailRenderer.render(mail, Dress.PLAIN))
                                    + "\n=====\n"
                                    + text(target));
        }
    }

    private static final Dress CRLF = new Dress(Dress.Ends.CRLF, 0, List.of(), false, false);

    private static String text(byte[] message) {
        return new String(message, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static Reading reading(byte[] message) {
        try {
            return new SheetMaker()
                    .read(
                            MessageBytes.of(message),
                            List.of(),
                            new DetailBudget(DetailBudget.USUAL_BYTES));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

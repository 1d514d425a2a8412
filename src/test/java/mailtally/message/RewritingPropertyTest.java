package mailtally.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import mailtally.testing.AppleShapes;
import mailtally.testing.Choices;
import mailtally.testing.Dress;
import mailtally.testing.Harm;
import mailtally.testing.Mail;
import mailtally.testing.MailRenderer;
import mailtally.testing.RewritingOracle;
import mailtally.testing.RewrittenMail;
import org.junit.jupiter.api.Test;

/// The rewriting profile, in both directions, on pairs of messages of which an oracle knows what
/// they say: a store that rewrites and loses nothing is proven, one that loses anything never is.
/// `-Dmailtally.seed=N` tries others, `-Dmailtally.pairs=N` more.
class RewritingPropertyTest {
    private static final int PAIRS = Integer.getInteger("mailtally.pairs", 10_000);
    private static final long SEED = Long.getLong("mailtally.seed", 1);

    /// What one of these pairs ended as.
    private record Wrong(int number, String harm, String lost, String source, String target) {}

    private final LongAdder rewritten = new LongAdder();
    private final LongAdder harmed = new LongAdder();
    private final ConcurrentLinkedQueue<Wrong> wronglyProven = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Wrong> wronglyLeft = new ConcurrentLinkedQueue<>();
    private final Map<Rewrite, LongAdder> seen = new EnumMap<>(Rewrite.class);

    @Test
    void whatAStoreRewritesIsProvenAndWhatItLosesIsNot() {
        for (Rewrite rewrite : Rewrite.values()) {
            seen.put(rewrite, new LongAdder());
        }
        // A message in its rewritten form, and the same with one harm done, by turns.
        IntStream.range(0, PAIRS).parallel().forEach(this::pair);
        System.out.printf(
                "%,d pairs: %,d rewritten, %d of them left; %,d harmed, %d of them proven. %s%n",
                rewritten.sum() + harmed.sum(),
                rewritten.sum(),
                wronglyLeft.size(),
                harmed.sum(),
                wronglyProven.size(),
                seen);
        wronglyProven.stream().limit(2).forEach(w -> System.out.println("PROVEN " + w));
        wronglyLeft.stream().limit(3).forEach(w -> System.out.println("LEFT " + w));
        assertThat(wronglyProven.size()).isZero();
        assertThat(wronglyLeft.size()).isZero();
        assertThat(harmed.sum()).isGreaterThan(PAIRS / 4);
        for (Rewrite rewrite :
                Set.of(
                        Rewrite.HTML_JOINED,
                        Rewrite.TEXT_LEFT_OUT,
                        Rewrite.TEXT_MOVED,
                        Rewrite.LINE_ENDS,
                        Rewrite.SUBJECT_CUT,
                        Rewrite.NAMES_CHANGED,
                        Rewrite.INNER_REWRITTEN)) {
            assertThat(seen.get(rewrite).sum()).as(rewrite.name()).isGreaterThan(PAIRS / 1000);
        }
    }

    private void pair(int number) {
        Choices choices = Choices.of(SEED * 1_000_003 + number);
        Mail mail = AppleShapes.mail(choices, number);
        byte[] source = MailRenderer.render(mail, Dress.PLAIN);
        if (number % 2 == 0) {
            Mail stored = RewrittenMail.of(mail, choices);
            judge(number, "", mail, source, stored);
            return;
        }
        Optional<Mail> worse = harm(mail, choices, number);
        worse.ifPresent(
                other -> {
                    Mail stored = RewrittenMail.of(other, choices);
                    judge(number, "harmed", mail, source, stored);
                });
    }

    private static Optional<Mail> harm(Mail mail, Choices choices, int number) {
        if (choices.oneIn(12)) {
            Mail other = AppleShapes.mail(choices, number + 1_000_000);
            return Optional.of(mail.withBody(other.body()));
        }
        if (choices.oneIn(8)) {
            return changedWord(mail, choices);
        }
        return choices.one(Harm.values()).apply(mail, choices);
    }

    private static Optional<Mail> changedWord(Mail mail, Choices choices) {
        int leaf = choices.below(mail.leaves().size());
        Mail changed =
                mail.withLeaf(
                        leaf,
                        part ->
                                switch (part) {
                                    case Mail.Text text -> {
                                        List<String> lines = new ArrayList<>(text.lines());
                                        lines.set(0, lines.getFirst() + "x");
                                        yield new Mail.Text(lines, text.form());
                                    }
                                    case Mail.Html html -> {
                                        List<Mail.Piece> pieces = new ArrayList<>(html.pieces());
                                        pieces.set(0, new Mail.Word("other"));
                                        yield new Mail.Html(pieces, html.form());
                                    }
                                    default -> part;
                                });
        return Optional.of(changed);
    }

    private void judge(int number, String harm, Mail mail, byte[] source, Mail stored) {
        byte[] target =
                MailRenderer.render(stored, new Dress(Dress.Ends.CRLF, 0, List.of(), false, false));
        boolean holds = RewritingOracle.holds(stored, mail);
        Containment found = Containment.ofRewritten(reading(source), reading(target), Set.of());
        found.rewritten().forEach(rewrite -> seen.get(rewrite).increment());
        (holds ? rewritten : harmed).increment();
        if (found.whole() != holds) {
            (holds ? wronglyLeft : wronglyProven)
                    .add(
                            new Wrong(
                                    number,
                                    harm,
                                    found.lost().toString(),
                                    new String(source, StandardCharsets.ISO_8859_1),
                                    new String(target, StandardCharsets.ISO_8859_1)));
        }
    }

    static Reading reading(byte[] message) {
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

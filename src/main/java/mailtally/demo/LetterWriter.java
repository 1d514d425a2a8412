package mailtally.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Writes letters to and from Jane, some of them answers to others.
final class LetterWriter {
    private static final Instant FIRST = Instant.parse("2019-01-07T06:00:00Z");
    private static final long SPAN_SECONDS = Duration.ofDays(6 * 365L).toSeconds();
    private static final List<EncodedWords.Form> FORMS =
            List.of(EncodedWords.UTF_8_BASE64, EncodedWords.UTF_8_QUOTED);

    private final Random random;
    private final Map<String, Letter> last = new HashMap<>();
    private int written;

    LetterWriter(Random random) {
        this.random = random;
    }

    /// A letter to Jane.
    ///
    /// @param address which of her addresses
    Letter received(String address, boolean foreign) {
        Person jane = new Person(Person.JANE.name(), address);
        if (foreign) {
            DemoText.Foreign pick = one(DemoText.FOREIGN);
            boolean latin1 = pick.subject().chars().allMatch(c -> c < 256) && random.nextBoolean();
            EncodedWords.Form form = latin1 ? EncodedWords.LATIN_1_QUOTED : one(FORMS);
            String text = pick.text() + "\n\n" + pick.from().firstName() + "\n";
            return letter(pick.from(), List.of(jane), pick.subject(), form, text, "Notes");
        }
        return about(one(DemoText.PEOPLE), List.of(jane));
    }

    /// A letter from Jane.
    Letter sent() {
        List<Person> people = new ArrayList<>(DemoText.PEOPLE);
        Collections.shuffle(people, random);
        return about(Person.JANE, people.subList(0, 1 + random.nextInt(3)));
    }

    private Letter about(Person from, List<Person> to) {
        DemoText.Topic topic = one(DemoText.TOPICS);
        List<String> sentences = new ArrayList<>(topic.sentences());
        Collections.shuffle(sentences, random);
        StringBuilder text = new StringBuilder();
        text.append(one(List.of("Dear ", "Hello ", "Hi "))).append(to.getFirst().firstName());
        text.append(",\n\n").append(String.join("\n", sentences.subList(0, 3)));
        text.append("\n\n").append(sentences.get(3)).append("\n\n");
        text.append(one(List.of("Best wishes", "Kind regards", "See you", "Thank you")));
        text.append(",\n").append(from.firstName()).append('\n');
        return letter(from, to, topic.subject(), one(FORMS), text.toString(), topic.file());
    }

    private Letter letter(
            Person from,
            List<Person> to,
            String subject,
            EncodedWords.Form form,
            String text,
            String file) {
        Optional<Letter> answered =
                Optional.ofNullable(last.get(subject)).filter(l -> random.nextInt(3) == 0);
        Instant sent =
                answered.map(l -> l.sent().plusSeconds(600 + random.nextLong(200_000)))
                        .orElseGet(() -> FIRST.plusSeconds(random.nextLong(SPAN_SECONDS)));
        String host = from.address().substring(from.address().indexOf('@'));
        String id = "<%012X.%d%s>".formatted(random.nextLong(1L << 48), written++, host);
        List<Person> cc = random.nextInt(5) > 0 ? List.of() : List.of(one(DemoText.PEOPLE));
        Letter letter =
                new Letter(
                        from,
                        to,
                        cc,
                        (answered.isPresent() ? "Re: " : "") + subject,
                        form,
                        sent,
                        random.nextInt(5) - 2,
                        id,
                        answered.map(Letter::messageId),
                        text,
                        file + " " + (1 + random.nextInt(99)));
        last.put(subject, letter);
        return letter;
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}

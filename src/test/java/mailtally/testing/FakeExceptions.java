package mailtally.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import mailtally.journey.Exceptions;
import mailtally.journey.View;

/// As many made-up messages as the causes on the screen say. The first is hostile: its names carry
/// markup, marks that turn the direction of writing, a formula and control characters.
final class FakeExceptions implements Exceptions {
    /// What a hostile mail calls itself.
    static final String SUBJECT = "<script>alert(1)</script> \u202Egpj.exe\u202C & \"quoted\"";

    private static final String SENDER = "=cmd()|' /C calc'!A0 <bob@example.com>";
    private static final String FOLDER = "Sent/\u001B[31m<b>2014</b>";
    private static final String[] SENDERS = {
        "Ana Lima <ana@example.org>", "Bob <bob@example.com>", "Zoë Müller <zoe@example.net>"
    };
    private static final String[] SUBJECTS = {
        "Minutes of the meeting", "Photographs from the summer", "Re: The invoice for March"
    };

    private final Supplier<View> view;

    FakeExceptions(Supplier<View> view) {
        this.view = view;
    }

    @Override
    public List<View.Cause> causes() {
        return FakeViews.causes(view.get());
    }

    @Override
    public Page page(String cause, String search, String sort, int page) {
        String wanted = search.toLowerCase(Locale.ROOT);
        List<Left> all =
                messages(cause).stream()
                        .filter(
                                m ->
                                        (m.from() + "\n" + m.subject() + "\n" + m.folder())
                                                .toLowerCase(Locale.ROOT)
                                                .contains(wanted))
                        .sorted(order(sort))
                        .toList();
        int from = Math.clamp((long) page * Page.SIZE, 0, all.size());
        int to = Math.min(from + Page.SIZE, all.size());
        return new Page(all.subList(from, to), all.size());
    }

    private static Comparator<Left> order(String sort) {
        return switch (sort) {
            case "from" -> Comparator.comparing(Left::from);
            case "subject" -> Comparator.comparing(Left::subject);
            case "folder" -> Comparator.comparing(Left::folder);
            default -> Comparator.comparing(m -> m.date().orElse(Instant.MAX));
        };
    }

    @Override
    public Optional<Beside> message(String id) {
        return causes().stream()
                .flatMap(c -> messages(c.id()).stream())
                .filter(m -> m.id().equals(id))
                .findFirst()
                .map(FakeExceptions::beside);
    }

    private List<Left> messages(String cause) {
        List<Left> all = new ArrayList<>();
        int first = 0;
        for (View.Cause one : causes()) {
            if (one.id().equals(cause)) {
                for (int i = 0; i < one.count(); i++) {
                    all.add(message(one, first, i));
                }
            }
            first += 100_000;
        }
        return all;
    }

    private static Left message(View.Cause cause, int first, int i) {
        String id = Integer.toString(first + i);
        String reason = "It is " + cause.title() + ".";
        if (i == 0) {
            return new Left(id, Optional.empty(), SENDER, SUBJECT, FOLDER, reason);
        }
        return new Left(
                id,
                Optional.of(FakeViews.NOW.minus(Duration.ofDays(30L * i))),
                SENDERS[i % SENDERS.length],
                SUBJECTS[i % SUBJECTS.length] + " " + i,
                i % 4 == 0 ? "2014" : "Sent",
                reason);
    }

    private static Beside beside(Left message) {
        String header =
                "From: "
                        + message.from()
                        + "\nSubject: "
                        + message.subject()
                        + "\nDate: Tue, 4 Feb 2014 10:12:00 +0100\n\n";
        String text =
                """
                Dear Jane,

                the plan is attached: http://tracker.example.com/pixel?id=1
                <img src="http://tracker.example.com/open.gif" onerror="alert(2)">
                abc\u202Etxt.exe\u0007

                Bob
                """;
        boolean near = Integer.parseInt(message.id()) % 2 == 0;
        return new Beside(
                message,
                List.of(
                        near
                                ? "plan.pdf, 2.1 MB, only on this Mac"
                                : "The server has no message with this Message-ID or these"
                                        + " components"),
                header + text,
                near ? Optional.of(header + text) : Optional.empty());
    }
}

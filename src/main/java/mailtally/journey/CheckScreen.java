package mailtally.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.journey.View.Block;
import mailtally.journey.View.Standing;
import mailtally.transfer.Plan;

/// Is every message on the server, and may what is missing be put there?
final class CheckScreen {
    /// How the note of a step begins that had nothing to do.
    static final String SKIPPED = "skipped";

    private final Desk desk;
    private final MoveState state;

    CheckScreen(Desk desk, MoveState state) {
        this.desk = desk;
        this.state = state;
    }

    View.Screen check() {
        Optional<MoveEvent.Compared> compared =
                state.compared(Place.SERVER).map(MoveState.Dated::event);
        String why =
                "What only this Mac has is gone when the account goes. Counting is not enough: each"
                        + " message is compared whole.";
        if (compared.isEmpty()) {
            long messages = messages();
            return new View.Screen(
                    Step.CHECK,
                    Step.CHECK.question(),
                    why,
                    List.of(),
                    Optional.of(
                            new View.Button("check", "Check " + Words.count(messages, "message"))),
                    List.of(),
                    "You may close this page or shut down the Mac meanwhile. What is counted stays"
                            + " counted.");
        }
        Approvals.Standing standing = desk.standings().of(Place.SERVER, compared.get().tally());
        List<Block> evidence = new ArrayList<>(result(desk, compared.get(), "server"));
        View.Button primary =
                standing.left() > 0
                        ? new View.Button("pass-check", "See where " + standing.left() + " go")
                        : new View.Button("pass-check", "Go on to the backup");
        return new View.Screen(
                Step.CHECK,
                Step.CHECK.question(),
                why,
                evidence,
                Optional.of(primary),
                List.of(new View.Button("check", "Check again")),
                standing.left() > 0
                        ? "Next: what may be put there. 1 minute."
                        : "Next: the backup.");
    }

    View.Screen put() {
        MoveEvent.Compared compared = state.compared(Place.SERVER).orElseThrow().event();
        Approvals.Standing standing = desk.standings().of(Place.SERVER, compared.tally());
        List<Block> evidence = new ArrayList<>();
        Optional<MoveEvent.Put> put =
                state.last(MoveEvent.Put.class)
                        .map(MoveState.Dated::event)
                        .filter(p -> p.place().equals(Place.SERVER));
        put.ifPresent(
                p ->
                        evidence.add(
                                new Block.Line(
                                        p.copied() == p.planned()
                                                ? Standing.PROVEN
                                                : Standing.STOPS,
                                        Words.number(p.copied())
                                                + " of "
                                                + Words.number(p.planned())
                                                + " read back and compared.")));
        Optional<Plan> plan = desk.plan();
        if (plan.isPresent() && plan.get().messages() > 0) {
            evidence.add(planned(plan.get()));
            plan.get().remarks().forEach(r -> evidence.add(new Block.Line(Standing.PLAIN, r)));
            String label =
                    "Put " + Words.count(plan.get().messages(), "message") + " on the server";
            return screen(
                    "May " + Words.count(plan.get().messages(), "message") + " go onto the server?",
                    evidence,
                    new View.Button("put", label),
                    List.of(new View.Button("pass-put", "Leave them where they are")));
        }
        evidence.addAll(result(desk, compared, "server"));
        boolean looked = plan.isPresent() || put.isPresent();
        if (looked || standing.left() == 0) {
            if (plan.isPresent() && put.isEmpty()) {
                evidence.add(
                        new Block.Line(
                                Standing.PLAIN,
                                "None of what is left can be put there: the list says why for each."));
            }
            return screen(
                    Step.PUT.question(),
                    evidence,
                    new View.Button("pass-put", "Go on to the backup"),
                    List.of(new View.Button("plan", "Look again")));
        }
        return screen(
                "May " + Words.count(standing.left(), "message") + " go onto the server?",
                evidence,
                new View.Button("plan", "See where " + Words.number(standing.left()) + " would go"),
                List.of(new View.Button("pass-put", "Leave them where they are")));
    }

    private View.Screen screen(
            String question, List<Block> evidence, View.Button primary, List<View.Button> links) {
        return new View.Screen(
                Step.PUT,
                question,
                "Nothing on the server is changed or removed; what is missing is added, and read"
                        + " back.",
                evidence,
                Optional.of(primary),
                links,
                "Next: the backup.");
    }

    private static Block planned(Plan plan) {
        List<View.Fact> lines = new ArrayList<>();
        for (Plan.Line line : plan.lines()) {
            lines.add(
                    new View.Fact(
                            Standing.PLAIN,
                            line.folder().text(),
                            Words.number(line.messages())
                                    + (line.created() ? " (new folder)" : "")));
        }
        return new Block.Facts("Dates and flags are kept", lines);
    }

    /// What a comparison came to, with the causes of what is left.
    static List<Block> result(Desk desk, MoveEvent.Compared compared, String where) {
        List<Block> evidence = new ArrayList<>();
        Approvals.Standing standing = desk.standings().of(compared.place(), compared.tally());
        if (standing.found() == 0) {
            evidence.add(
                    new Block.Line(
                            Standing.STOPS,
                            "0 messages readable: macOS withholds the mail folder. 0 proves nothing."));
        } else if (standing.proven() == standing.found()) {
            evidence.add(
                    new Block.Line(
                            Standing.PROVEN,
                            "Yes: "
                                    + Words.number(standing.proven())
                                    + " of "
                                    + Words.number(standing.found())
                                    + ", each compared whole."));
        } else {
            evidence.add(
                    new Block.Line(
                            standing.left() == 0 ? Standing.APPROVED : Standing.STOPS,
                            Words.number(standing.proven())
                                    + " of "
                                    + Words.number(standing.found())
                                    + " are on the "
                                    + where
                                    + ". "
                                    + Words.number(standing.left())
                                    + " "
                                    + Words.are(standing.left())
                                    + " left"
                                    + (standing.approved() == 0
                                            ? "."
                                            : ", "
                                                    + Words.number(standing.approved())
                                                    + " approved.")));
            evidence.add(new Block.Causes(new Causes(desk).of(compared)));
        }
        evidence.addAll(doubts(desk, compared.doubts()));
        return evidence;
    }

    /// What stands in the way of 'read whole', and how it can be approved.
    static List<Block> doubts(Desk desk, List<String> doubts) {
        if (doubts.isEmpty()) {
            return List.of();
        }
        Optional<String> approved = Approved.doubtsBy(desk.state(), doubts);
        List<View.Fact> facts = new ArrayList<>();
        doubts.forEach(
                d ->
                        facts.add(
                                new View.Fact(
                                        approved.isPresent() ? Standing.APPROVED : Standing.STOPS,
                                        "In doubt",
                                        d)));
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Facts(
                        approved.map(who -> "Approved by " + who)
                                .orElse("Was this Mac's mail read whole?"),
                        facts));
        if (doubts.equals(Approving.currentDoubts(desk))) {
            Approving.doubtful(desk, doubts)
                    .ifPresent(cause -> blocks.add(new Block.Causes(List.of(cause))));
        }
        return blocks;
    }

    private long messages() {
        String id = state.begun().orElseThrow().id();
        return desk.surveyed().stream()
                .filter(s -> s.id().equals(id))
                .mapToLong(Desk.Surveyed::messages)
                .sum();
    }
}

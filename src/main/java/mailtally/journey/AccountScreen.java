package mailtally.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.journey.View.Block;
import mailtally.journey.View.Standing;

/// Which account is moving?
final class AccountScreen {
    private final Desk desk;

    AccountScreen(Desk desk) {
        this.desk = desk;
    }

    View.Screen make(Optional<View.Work> work) {
        List<Block> evidence = new ArrayList<>();
        evidence.add(
                new Block.Line(
                        Standing.PLAIN, "Nothing changes before you press a button that says so."));
        List<Desk.Surveyed> found = desk.surveyed();
        List<Desk.Surveyed> movable =
                found.stream().filter(a -> !a.kind().equals("LOCAL")).toList();
        if (movable.isEmpty()) {
            if (work.isEmpty()) {
                evidence.add(
                        new Block.Line(
                                Standing.UNKNOWN,
                                "No account was found in "
                                        + desk.stores().library()
                                        + ". That does not mean that there is no mail."));
            }
            evidence.add(
                    new Block.Field(
                            "library",
                            "Mail folder",
                            View.Kind.FOLDER,
                            desk.stores().library().toString(),
                            "Where Apple Mail keeps its mail. Usually the folder Library/Mail in your"
                                    + " home folder."));
            return screen(
                    evidence,
                    new View.Button("folder", "Look in this folder"),
                    List.of(new View.Button("open-access", "Open Full Disk Access")));
        }
        List<View.Option> options = new ArrayList<>();
        for (Desk.Surveyed one : movable) {
            options.add(new View.Option(one.id(), one.label(), note(one)));
        }
        evidence.add(new Block.Choice("account", "Accounts", options, movable.getFirst().id()));
        for (Desk.Surveyed one : found) {
            if (!one.risks().isEmpty()) {
                List<View.Fact> risks = new ArrayList<>();
                one.risks().stream()
                        .limit(20)
                        .forEach(risk -> risks.add(new View.Fact(Standing.PLAIN, "At risk", risk)));
                evidence.add(new Block.Facts(one.label(), risks));
            }
        }
        String label =
                movable.size() == 1
                        ? "Choose " + movable.getFirst().label()
                        : "Choose this account";
        return screen(evidence, new View.Button("choose", label), List.of());
    }

    private static View.Screen screen(
            List<Block> evidence, View.Button primary, List<View.Button> links) {
        return new View.Screen(
                Step.ACCOUNT,
                Step.ACCOUNT.question(),
                "Its mail is tallied, message by message, before anything is removed.",
                evidence,
                Optional.of(primary),
                links,
                "Next: what the move needs.");
    }

    private static String note(Desk.Surveyed one) {
        String kind =
                switch (one.kind()) {
                    case "IMAP" -> "IMAP: the server has the mail, this Mac a copy";
                    case "POP" -> "POP: this Mac has the mail, the server may hold nothing";
                    case "EXCHANGE" -> "Exchange";
                    default -> "a kind that Mailtally does not know";
                };
        return kind
                + (one.host().isEmpty() ? "" : ", " + one.host())
                + ", "
                + Words.count(one.messages(), "message")
                + ", "
                + Words.size(one.bytes());
    }
}

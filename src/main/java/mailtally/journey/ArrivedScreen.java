package mailtally.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.journey.View.Block;

/// Has everything arrived in the new mailbox?
final class ArrivedScreen {
    private final Desk desk;
    private final MoveState state;

    ArrivedScreen(Desk desk, MoveState state) {
        this.desk = desk;
        this.state = state;
    }

    View.Screen make() {
        NewMailboxBlocks mailbox = new NewMailboxBlocks(desk, state);
        List<Block> evidence =
                new ArrayList<>(
                        mailbox.fields(
                                "Leave it empty where the Keychain has it or it was typed"
                                        + " before."));
        Optional<MoveEvent.Compared> compared = mailbox.compared();
        List<View.Button> links = new ArrayList<>();
        if (compared.isEmpty()) {
            links.add(new View.Button("move-there", "Move the messages there with Mailtally"));
            return screen(
                    evidence,
                    new View.Button("arrived", "Check " + Words.count(found(), "arrival")),
                    links);
        }
        evidence.addAll(CheckScreen.result(desk, compared.get(), "new mailbox"));
        evidence.add(
                mailbox.line(
                        "Now add the new account: System Settings, Internet Accounts, Add Account,"
                                + " Microsoft Exchange. Open Mail once, let it fetch, and look"
                                + " here."));
        links.add(new View.Button("arrived", "Check again"));
        links.add(new View.Button("move-there", "Move what is left with Mailtally"));
        links.add(new View.Button("open-accounts", "Open Internet Accounts"));
        if (!mailbox.works()) {
            links.add(new View.Button("pass-arrived", "Go on; the gate stays shut until it works"));
            return screen(evidence, new View.Button("look-new", "Look at the new account"), links);
        }
        return screen(evidence, new View.Button("pass-arrived", "Go on to the last look"), links);
    }

    private long found() {
        return state.compared(Place.SERVER).map(c -> c.event().found()).orElse(0L);
    }

    private View.Screen screen(List<Block> evidence, View.Button primary, List<View.Button> links) {
        return new View.Screen(
                Step.ARRIVED,
                Step.ARRIVED.question(),
                "The old account stays until every message is proven in the new mailbox and the new"
                        + " account works on this Mac.",
                evidence,
                Optional.of(primary),
                links,
                "Next: is it safe to remove?");
    }
}

package mailtally.journey;

import java.util.List;
import java.util.Optional;
import mailtally.journey.View.Block;
import mailtally.journey.View.Kind;
import mailtally.journey.View.Standing;

/// What two screens ask and tell of the new mailbox: before the old account goes, and after it.
record NewMailboxBlocks(Desk desk, MoveState state) {
    /// Where it is, and its password.
    ///
    /// @param passwordHelp a sentence; may be empty
    List<Block> fields(String passwordHelp) {
        return List.of(
                new Block.Field(
                        "newmailbox",
                        "The new mailbox",
                        Kind.TEXT,
                        ReadyScreen.newMailbox(desk, state),
                        "imaps://USER@HOST. Your administrator knows it."),
                new Block.Field("newpassword", "Its password", Kind.SECRET, "", passwordHelp));
    }

    /// What was compared with it.
    Optional<MoveEvent.Compared> compared() {
        return state.compared(Place.NEW_MAILBOX).map(MoveState.Dated::event);
    }

    /// True where the new account was seen on this Mac, with mail.
    boolean works() {
        return looked().filter(MoveEvent.Looked::works).isPresent();
    }

    /// Whether it works, or how it is added.
    ///
    /// @param otherwise what to do, where nobody looked yet
    Block.Line line(String otherwise) {
        return new Block.Line(
                works() ? Standing.PROVEN : Standing.UNKNOWN,
                looked().map(MoveEvent.Looked::what).orElse(otherwise));
    }

    private Optional<MoveEvent.Looked> looked() {
        return state.last(MoveEvent.Looked.class).map(MoveState.Dated::event);
    }
}

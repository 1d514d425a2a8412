package mailtally.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.journey.View.Block;
import mailtally.journey.View.Kind;
import mailtally.journey.View.Standing;

/// What two screens ask and tell of the new mailbox: before the old account goes, and after it.
record NewMailboxBlocks(Desk desk, MoveState state) {
    private static final String CLIENT = "newclient";
    private static final String TENANT = "newtenant";

    /// Where it is, and how one signs in.
    ///
    /// @param passwordHelp a sentence; may be empty
    List<Block> fields(String passwordHelp) {
        List<Block> fields = new ArrayList<>();
        fields.add(
                new Block.Field(
                        "newmailbox",
                        "The new mailbox",
                        Kind.TEXT,
                        ReadyScreen.newMailbox(desk, state),
                        "imaps://USER@HOST. Your administrator knows it. The host of Exchange Online"
                                + " is outlook.office365.com."));
        fields.add(new Block.Field("newpassword", "Its password", Kind.SECRET, "", passwordHelp));
        if (!desk.door().knowsApplication()) {
            Optional<Application> named = state.application();
            fields.add(
                    new Block.Field(
                            CLIENT,
                            "Application (client) ID",
                            Kind.TEXT,
                            named.map(Application::client).orElse(""),
                            "For Exchange Online, which takes no password; from your administrator."
                                    + " Else leave it empty."));
            fields.add(
                    new Block.Field(
                            TENANT,
                            "Directory (tenant) ID",
                            Kind.TEXT,
                            named.map(Application::tenant).orElse(""),
                            "For Exchange Online, from your administrator. Empty: the directory of"
                                    + " who signs in."));
        }
        return fields;
    }

    /// The application that was typed; where it was not asked for, the one that was named before.
    static Optional<Application> application(Map<String, String> fields, MoveState state) {
        if (!fields.containsKey(CLIENT)) {
            return state.application();
        }
        String client = fields.get(CLIENT).strip();
        String tenant = fields.getOrDefault(TENANT, "").strip();
        return client.isEmpty() ? Optional.empty() : Optional.of(new Application(client, tenant));
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

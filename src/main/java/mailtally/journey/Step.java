package mailtally.journey;

/// The steps of a move, in the order in which they are shown. In a *switch* there is no
/// [#ARRIVED]: the new mailbox is filled after the old account is gone.
public enum Step {
    ACCOUNT("Account", "Which account is moving?"),
    READY("Ready", "Is everything ready?"),
    CHECK("Check", "Is every message on the server?"),
    PUT("Put there", "May what is missing go onto the server?"),
    BACKUP("Backup", "Is there a backup that can be read?"),
    ARRIVED("Arrived", "Has everything arrived?"),
    CLEAR("Safe to remove", "Is it safe to remove now?"),
    REMOVE("Remove", "Is the right row gone, and no other?"),
    RESTART("Restart", "Was the Mac restarted?"),
    NEW_ACCOUNT("New account", "Does the new account show the mail?"),
    FINISHED("Report", "What was proven?");

    private final String word;
    private final String question;

    Step(String word, String question) {
        this.word = word;
        this.question = question;
    }

    /// What it is called in the list of steps.
    public String word() {
        return word;
    }

    /// The question that its screen asks, where no account changes its words.
    public String question() {
        return question;
    }
}

package mailtally.store;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.message.Envelope;

/// What one trial is told by: a code that stands in the name of its folder and in the Message-ID of
/// each of its messages.
///
/// @param code eight of [#LETTERS]
public record TrialMark(String code) {
    /// The most messages that one trial puts.
    public static final int MOST_MESSAGES = 10;

    /// Those that are not taken for each other.
    static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private static final int LENGTH = 8;
    private static final String NAME = "Mailtally trial ";
    private static final String HOST = "mailtally.invalid";
    private static final Pattern FOLDER =
            Pattern.compile(NAME + "([" + LETTERS + "]{" + LENGTH + "})");
    private static final Pattern ID =
            Pattern.compile(
                    "<trial\\.([1-9]|10)\\.([" + LETTERS + "]{" + LENGTH + "})@" + HOST + ">");

    public TrialMark {
        if (!FOLDER.matcher(NAME + code).matches()) {
            throw new IllegalArgumentException("no code of a trial");
        }
    }

    /// A new one.
    public static TrialMark make(RandomGenerator random) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new TrialMark(code.toString());
    }

    /// The mark in a folder's name: of this trial, or of an earlier one that left its folder.
    public static Optional<TrialMark> of(FolderPath path) {
        if (path.names().size() != 1) {
            return Optional.empty();
        }
        Matcher name = FOLDER.matcher(path.names().getFirst());
        return name.matches() ? Optional.of(new TrialMark(name.group(1))) : Optional.empty();
    }

    /// The folder that the trial makes: `Mailtally trial K7M2Q9XW`.
    public FolderPath folder() {
        return FolderPath.of(NAME + code);
    }

    /// The Message-ID of the message of this number, with its angle brackets.
    ///
    /// @param number 1 to [#MOST_MESSAGES]
    public String messageId(int number) {
        return "<trial." + number + "." + code + "@" + HOST + ">";
    }

    /// The Subject of the one message that has no Message-ID.
    public String subjectWithoutId() {
        return NAME + code + ": without a Message-ID";
    }

    /// True if a message with this header can only be one of this trial's.
    public boolean marks(Envelope envelope) {
        Matcher id = ID.matcher(envelope.messageId().strip());
        return (id.matches() && id.group(2).equals(code))
                || envelope.subject().strip().equals(subjectWithoutId());
    }
}

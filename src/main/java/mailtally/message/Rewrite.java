package mailtally.message;

/// What a store that makes MIME anew did to a message of which it kept all that a person wrote,
/// addressed and attached.
public enum Rewrite {
    /// Several HTML parts are one.
    HTML_JOINED("HTML parts were joined"),
    /// The HTML is another, with the same words and links.
    HTML_MADE_ANEW("the HTML was made anew, with the same words and links"),
    /// Plain text that stood beside HTML is gone.
    TEXT_LEFT_OUT("the text beside the HTML was left out or made anew; the HTML has its words"),
    /// Text became an attachment, or several texts one.
    TEXT_MOVED("texts were joined, or became attachments"),
    /// Bytes without a clear charset are text with one.
    CHARSET_CHOSEN("a charset was chosen for text that named none, or a wrong one"),
    /// Line ends of an attached text differ.
    LINE_ENDS("line ends of an attached text differ"),
    /// The subject ends after 255 characters.
    SUBJECT_CUT("the subject ends after 255 characters"),
    /// The sender is another address of the same person, who said so.
    FROM_REWRITTEN("the sender is another of the addresses that were named as one person's"),
    /// The names beside the addresses differ.
    NAMES_CHANGED("names beside the addresses of recipients differ"),
    /// The note for programs that know no MIME is gone.
    NOTICE_LEFT_OUT("the notice for mail programs without MIME was left out"),
    /// A message in it was rewritten likewise.
    INNER_REWRITTEN("a message in it was rewritten likewise");

    private final String text;

    Rewrite(String text) {
        this.text = text;
    }

    /// What happened, as part of a sentence.
    public String text() {
        return text;
    }
}

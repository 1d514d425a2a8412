package mailtally.demo.exchange;

/// One thing that Exchange does and a plain server does not, each with where it is known from.
/// Where a source says 'logs', it is what others saw over the line; the stand-in was never compared
/// with an Exchange.
public enum ExchangeQuirk {
    HTML_MERGED("Several HTML parts of one body become one.", Source.REBUILT),
    HTML_AFTER_ATTACHMENT_AS_FILE(
            "HTML that follows an attachment becomes a file named ATT00001.html.", Source.REBUILT),
    MULTIPARTS_MOVED(
            "A multipart/mixed within an alternative comes out around it, and one within another"
                    + " mixed is dissolved.",
            Source.REBUILT),
    TEXT_ADDED("Where there is only HTML, a text part is made from it.", Source.BODY),
    TEXT_DROPPED("A text part beside HTML that has the same words is dropped.", Source.BODY),
    PARTS_RE_ENCODED(
            "Parts come in another transfer encoding: base64 for quoted-printable and the other way"
                    + " round.",
            Source.REGENERATED),
    CHARSETS_CHANGED(
            "Text in another charset becomes UTF-8 where each character converts.",
            Source.REGENERATED),
    HEADERS_REGENERATED(
            "Importance and its kin are made anew, Keywords and X-Message-Flag are dropped.",
            Source.REGENERATED),
    PRIVATE_HEADERS_DROPPED(
            "Return-Path, Received and private X- fields are dropped.", Source.REGENERATED),
    HEADERS_ADDED("Thread-Topic, Thread-Index and X-MS-Has-Attach are added.", Source.REGENERATED),
    TNEF_CONSUMED(
            "A winmail.dat goes; the files that were in it come in its place.",
            "[MS-OXTNEF], and users' reports of mail that was moved"),
    CALENDAR_REGENERATED(
            "A text/calendar part of the body becomes a meeting and is written anew.",
            "[MS-OXCICAL]"),
    MESSAGE_ID_MADE_UP("A missing Message-ID is made up.", Source.REGENERATED),
    SUBJECT_CUT(
            "A Subject ends after 255 characters.", "[MS-OXCMAIL], and reports of cut subjects"),
    DATE_IN_UTC("Date is the same moment, written with +0000.", Source.REGENERATED),
    FROM_REWRITTEN(
            "A From that is an alias of the mailbox becomes its primary address.",
            "Users' reports of sent mail that was moved"),
    LAST_LINE_END_LOST("Text loses its last line end.", Source.BODY),
    BOUNDARIES_CHANGED("Multiparts get other boundaries.", Source.REGENERATED),
    FIELDS_FOLDED_ANEW("Long header fields are folded elsewhere.", Source.REGENERATED),
    PARAMETERS_REORDERED(
            "Parameters of Content-Type and Content-Disposition change their order.",
            Source.REGENERATED),
    ONE_BCC_DROPPED(
            "The last Bcc address of a message is lost.",
            "None known of Exchange: a test needs a store that loses a recipient"),

    KEYWORDS_DROPPED("Only the flags of the protocol itself are kept.", Source.LOGS),
    FLAGGED_OF_APPEND_FORGOTTEN(
            "\\Flagged that came with APPEND is forgotten; STORE sets it for good.",
            "Comments in the source of migration programs"),
    WHOLE_SECONDS("Internal dates have whole seconds.", "RFC 3501 section 9, date-time"),
    INTERNAL_DATE_IGNORED(
            "The internal date of APPEND is ignored, the time of arrival takes its place.",
            "Contested: some reports about Exchange Online say so, others the contrary"),
    SIZE_ESTIMATED(
            "RFC822.SIZE is an estimate.",
            "Microsoft's description of the setting for exact sizes of POP3 and IMAP4"),
    FOLDERS_WITHOUT_CASE("Folder names are the same in any case.", Source.LOGS),
    TRAILING_BLANKS_CUT("Blanks at the end of a folder's name are cut.", Source.LOGS),
    FOLDERS_RESERVED("Some names, such as Files, are the mailbox's own.", Source.LOGS),
    OTHER_FOLDERS_LISTED(
            "Calendar, Contacts, Sync Issues and such are listed and take no mail.", Source.LOGS),
    SPECIAL_USE_TOLD(
            "LIST marks \\Sent, \\Trash, \\Drafts and \\Junk without offering SPECIAL-USE.",
            Source.LOGS),
    SIZE_LIMITED(
            "Messages above a size are refused, 35 MB where nobody set another.",
            "Microsoft's Exchange Online limits; logs for the words"),
    LONG_LINES_REFUSED(
            "A message with a line of more than 10,000 bytes gets BAD Command Error. 10.",
            Source.LOGS),
    MALFORMED_REFUSED(
            "What is no message, or has a NUL, gets BAD Command Argument Error. 11.", Source.LOGS),
    QUOTA_REFUSED("A full mailbox answers NO Server Unavailable. 15.", Source.LOGS),
    SEARCH_BLIND("SEARCH does not see what was just appended; FETCH by UID does.", Source.LOGS),
    NO_OTHER_FLAGS("PERMANENTFLAGS has no \\*.", Source.LOGS),
    CAPABILITIES_AS_LOGGED(
            "CAPABILITY says other things before the login than after it.", Source.LOGS),
    BARE_GREETING("The greeting has no CAPABILITY in it.", Source.LOGS),
    COMMAND_LINES_LIMITED("Command lines have at most 4,096 bytes.", Source.LOGS),
    TOKENS_ONLY(
            "Only XOAUTH2 lets in, a password never.",
            "Microsoft: Basic authentication in Exchange Online is off"),
    NOT_CONNECTED(
            "Who is known and has no right to the mailbox is let in, and then told 'User is"
                    + " authenticated but not connected'.",
            Source.LOGS),
    THROTTLED("Above a rate it answers with a back-off in milliseconds and hangs up.", Source.LOGS),
    ERRORS_LIMITED("Ten errors end the connection.", Source.LOGS),
    CONNECTIONS_LIMITED("A user has about 16 connections.", Source.LOGS),
    TOKENS_EXPIRE(
            "From a moment on a token is refused, and its connections are cut.",
            "RFC 6749 section 4.2.2, and logs of sessions that lasted more than an hour"),
    CUT_AFTER_COMMANDS(
            "A connection breaks after some commands.", "Every migration that took days"),
    EWS_BLOCKED(
            "EWS answers 403 to everybody.",
            "Microsoft on EWSEnabled and EwsAllowedAppIDs, from 2026-10-01 on in Exchange Online"),
    CUT_AFTER_STORING(
            "A connection breaks when a message is stored and not yet acknowledged.",
            "Every migration that took days");

    private final String fact;
    private final String source;

    ExchangeQuirk(String fact, String source) {
        this.fact = fact;
        this.source = source;
    }

    /// What it does, in one sentence.
    public String fact() {
        return fact;
    }

    /// Where that is known from.
    public String source() {
        return source;
    }

    private static final class Source {
        static final String LOGS = "Logs of IMAP sessions with Exchange";
        static final String REGENERATED =
                "[MS-OXCMAIL]: a message is kept as properties and written anew for each reader";
        static final String BODY = "[MS-OXBBODY]: one body is kept, the others are made from it";
        static final String REBUILT =
                "[MS-OXCMAIL] on body parts, and users' reports of Apple Mail's messages";
    }
}

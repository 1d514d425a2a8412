package mailtally.store.pop3;

import java.util.ArrayList;
import java.util.List;
import mailtally.store.Finding;

/// What there is to say of a POP3 mailbox.
final class Findings {
    private Findings() {}

    /// All of it.
    ///
    /// @param otherLength how many messages had another length than LIST told
    static List<Finding> of(Mailbox mailbox, long otherLength) {
        String host = mailbox.address().host();
        Listing listing = mailbox.listing();
        List<Finding> all = new ArrayList<>();
        all.add(
                Finding.note(
                        "POP3 shows the inbox alone. What "
                                + host
                                + " holds in Sent, Drafts and other folders, whether messages were"
                                + " read, answered or flagged, and when they arrived cannot be seen"
                                + " this way; imaps:// shows it where the server has it."));
        all.add(mailbox.retention().finding(host));
        if (listing.entries().isEmpty()) {
            all.add(
                    Finding.doubt(
                            "The server keeps no mail: the login at "
                                    + host
                                    + " works and the mailbox is empty. Mail programs that use POP3"
                                    + " often remove from the server what they fetched, so what"
                                    + " they fetched may be nowhere else."));
        }
        if (!listing.agrees()) {
            all.add(Finding.doubt(disagreement(listing)));
        }
        if (listing.uidlCount().isEmpty()) {
            all.add(
                    Finding.note(
                            host
                                    + " gives messages no lasting names (UIDL). They are told by their"
                                    + " bytes, and are read anew each time."));
        } else if (listing.withoutUidl() > 0) {
            all.add(
                    Finding.note(
                            listing.withoutUidl()
                                    + " messages have no UIDL. They are told by their bytes."));
        }
        if (listing.repeated() > 0) {
            all.add(
                    Finding.note(
                            listing.repeated()
                                    + " messages share their UIDL with another, which RFC 1939"
                                    + " forbids. They are told by their bytes; a mail program may"
                                    + " have taken one for the other and not fetched it."));
        }
        during(mailbox, otherLength, all);
        return all;
    }

    private static void during(Mailbox mailbox, long otherLength, List<Finding> all) {
        if (mailbox.renumbered()) {
            all.add(
                    Finding.doubt(
                            "The server gave all messages other UIDLs during this run, so what was"
                                    + " still to be read could not be found again. Run this"
                                    + " again."));
        }
        if (otherLength > 0) {
            all.add(
                    Finding.note(
                            otherLength
                                    + " messages have another length than the server's list says."
                                    + " Each came to its end; some servers only guess lengths."));
        }
        if (mailbox.waitedMs() > 0) {
            all.add(
                    Finding.note(
                            "Another program had the mailbox; Mailtally waited "
                                    + mailbox.waitedMs() / 1000
                                    + " seconds for it."));
        }
        if (mailbox.remade() > 0) {
            all.add(
                    Finding.note(
                            "The connection broke and was made again, "
                                    + mailbox.remade()
                                    + " times. Nothing was left out because of that."));
        }
    }

    private static String disagreement(Listing listing) {
        return "The server contradicts itself: STAT counts "
                + listing.statCount()
                + " messages, LIST names "
                + listing.listCount()
                + (listing.uidlCount().isPresent()
                        ? " and UIDL " + listing.uidlCount().getAsLong()
                        : "")
                + ". All that either list names was asked for.";
    }
}

package mailtally.discovery;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Where a mailbox is.
///
/// @param address the address that was looked for
/// @param kind what kind of server has it
/// @param ews its address for Exchange Web Services, `https` always; there for Exchange alone
/// @param imap where it is by IMAP, if somebody told
/// @param because why this and nothing else, one sentence
/// @param doubts what speaks against it, or what could not be told; a sentence each
/// @param evidence every question and its answer, in order
public record Discovered(
        String address,
        MailboxKind kind,
        Optional<URI> ews,
        Optional<ImapPlace> imap,
        String because,
        List<String> doubts,
        List<Evidence> evidence) {
    public Discovered {
        doubts = List.copyOf(doubts);
        evidence = List.copyOf(evidence);
    }
}

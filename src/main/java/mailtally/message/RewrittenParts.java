package mailtally.message;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import mailtally.message.Component.Kind;
import mailtally.message.Matching.Entry;

/// What Exchange makes of a message's parts, but for what is read: attachments keep their bytes,
/// messages in the message are rewritten likewise, and what nobody sees goes.
final class RewrittenParts {
    /// More than these are compared by digest alone.
    private static final int MOST_INNER = 20;

    /// What mail programs write for those that know no MIME (RFC 2046 section 5.1.1).
    private static final Pattern NOTICE =
            Pattern.compile(
                    "(?:this is (?:a|an) (?:multi-?part|cryptographically signed|openpgp/mime signed"
                            + "|mime-encapsulated|s/mime signed)? ?(?:multi-?part)? ?message"
                            + "(?: in mime format)?(?: \\(rfc [0-9]+(?: and [0-9]+)?\\))?[.!]*"
                            + "|this message is in mime format\\. ?since your mail reader does not"
                            + " understand this format, some or all of this message may not be"
                            + " legible\\."
                            + "|if you are reading this, you are (?:probably )?using a mail (?:client|reader)"
                            + " (?:that|which) does not (?:support|understand) mime\\.?)",
                    Pattern.CASE_INSENSITIVE);

    private final Matching matching;
    private final Set<String> ownAddresses;

    RewrittenParts(Matching matching, Set<String> ownAddresses) {
        this.matching = matching;
        this.ownAddresses = ownAddresses;
    }

    void match() {
        files();
        inner();
        new RewrittenTexts(matching).match();
        lacking();
        notices(Kind.PREAMBLE);
        notices(Kind.EPILOGUE);
    }

    /// Of text, line ends may differ: on the way into a mailbox and out of it they are CRLF.
    private void files() {
        for (Entry file : matching.source(Kind.BINARY)) {
            if (file.open() && file.leaf().map(Detail.Leaf::lines).orElse(false)) {
                Sha256 wanted = file.leaf().orElseThrow().byLines();
                Optional<Entry> same =
                        matching.target(Kind.BINARY).stream()
                                .filter(Entry::open)
                                .filter(e -> byLines(e).equals(Optional.of(wanted)))
                                .findFirst();
                same.ifPresent(
                        e -> {
                            matching.settle(file, e);
                            matching.note(Rewrite.LINE_ENDS);
                            name(file, e, file.leaf().get().fileName(), fileName(e));
                        });
            }
        }
    }

    /// A part that never came to this Mac, and had no transfer encoding where Exchange gave it one:
    /// its encoded length is then that of its decoded lines. Type and name are the same too.
    private void lacking() {
        for (Entry missing : matching.source(Kind.NOT_DOWNLOADED)) {
            if (missing.open() && missing.lacking().filter(Detail.Lacking::plain).isPresent()) {
                matching.target(Kind.BINARY).stream()
                        .filter(Entry::open)
                        .filter(e -> isThat(missing, e))
                        .findFirst()
                        .ifPresent(e -> matching.complete(missing, e));
            }
        }
    }

    private static boolean isThat(Entry missing, Entry there) {
        String name = missing.lacking().orElseThrow().fileName();
        long wanted = missing.component().encodedBytes();
        return wanted >= 0
                && !name.isEmpty()
                && name.equals(fileName(there))
                && missing.component().mediaType().equals(there.component().mediaType())
                && there.leaf()
                        .filter(Detail.Leaf::lines)
                        .filter(l -> Math.abs(l.lineBytes() - wanted) <= 1)
                        .isPresent();
    }

    private static Optional<Sha256> byLines(Entry entry) {
        return entry.leaf().map(Detail.Leaf::byLines);
    }

    private static String fileName(Entry entry) {
        return entry.leaf().map(Detail.Leaf::fileName).orElse("");
    }

    /// A part's name is tied to the part's digest, so it has to be looked at anew.
    private void name(Entry source, Entry target, String wanted, String there) {
        if (!wanted.isEmpty() && wanted.equals(there)) {
            Optional<Entry> one = nameOf(matching.source(Kind.FILE_NAME), source);
            Optional<Entry> other = nameOf(matching.target(Kind.FILE_NAME), target);
            if (one.isPresent() && other.isPresent()) {
                matching.settle(one.get(), other.get());
            }
        }
    }

    private static Optional<Entry> nameOf(List<Entry> names, Entry part) {
        return names.stream()
                .filter(n -> n.open() && n.component().path().equals(part.component().path()))
                .findFirst();
    }

    private void inner() {
        List<Entry> sources = matching.source(Kind.EMBEDDED).stream().filter(Entry::open).toList();
        if (sources.size() > MOST_INNER) {
            return;
        }
        for (Entry source : sources) {
            matching.target(Kind.EMBEDDED).stream()
                    .filter(Entry::open)
                    .limit(MOST_INNER)
                    .filter(target -> holds(source, target))
                    .findFirst()
                    .ifPresent(
                            target -> {
                                matching.settle(source, target);
                                matching.note(Rewrite.INNER_REWRITTEN);
                                name(
                                        source,
                                        target,
                                        source.inner().orElseThrow().fileName(),
                                        target.inner().orElseThrow().fileName());
                            });
        }
    }

    private boolean holds(Entry source, Entry target) {
        return source.inner().isPresent()
                && target.inner().isPresent()
                && Containment.ofRewritten(
                                source.inner().get().reading(),
                                target.inner().get().reading(),
                                ownAddresses)
                        .whole();
    }

    private void notices(Kind kind) {
        for (Entry around : matching.source(kind)) {
            if (around.open() && around.around().filter(a -> notice(a.text())).isPresent()) {
                matching.settle(around);
                matching.note(Rewrite.NOTICE_LEFT_OUT);
            }
        }
    }

    private static boolean notice(String text) {
        return NOTICE.matcher(text.strip().replaceAll("\\s+", " ")).matches();
    }
}

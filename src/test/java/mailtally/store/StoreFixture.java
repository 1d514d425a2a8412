package mailtally.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.message.Sha256;
import org.junit.jupiter.api.io.TempDir;

/// What the suite that every store must pass works with: what each kind of store provides, messages
/// to put into it, and a visitor that notes all it gets.
public abstract class StoreFixture {
    /// A message to put into a store.
    ///
    /// @param text its bytes, one character a byte
    public record Mail(String text, Flags flags, Optional<Instant> internalDate) {}

    /// What was visited of one holding. `text` is its bytes, or null where it is unreadable.
    protected record Seen(
            String locator, Optional<Instant> internalDate, Flags flags, Optional<String> text) {}

    /// All that a visitor got, in order.
    protected record Visits(List<Seen> seen, List<String> troubles) {}

    /// The letters are unlike, so that a store's own folder layout shows its limits.
    protected static final List<String> ODD_NAMES =
            List.of(
                    "INBOX",
                    "Entwürfe",
                    "Entwu\u0308rfe 2",
                    "a b",
                    "50% off",
                    "x'y\"z",
                    "-rf",
                    "日本語",
                    "a&b",
                    "~home",
                    "#1",
                    "tab\there",
                    "line\nbreak",
                    "back\\slash",
                    "trailing ",
                    "%FF",
                    "dot.in.it",
                    "\u202egnp",
                    "…",
                    "Sent Messages");

    @TempDir protected Path place;

    /// Builds a store that holds these messages, in a new place.
    ///
    /// @return what [#open] opens
    protected abstract Path build(Path place, Map<FolderPath, List<Mail>> folders) throws Exception;

    /// Opens what was built.
    protected abstract Store open(Path built) throws Exception;

    /// Takes one message away behind the store's back.
    protected abstract void vanish(Path built, Folder folder, Locator locator) throws Exception;

    /// Puts something that is no readable message into the folder, before other messages if there
    /// is an order. False where this kind of store cannot hold such a thing.
    protected abstract boolean spoil(Path built, FolderPath folder) throws Exception;

    /// What this kind of store keeps of a message: itself, unless it cannot keep all.
    protected Mail kept(Mail mail) {
        return mail;
    }

    /// The names that folders of this kind can have.
    protected List<String> oddNames() {
        return ODD_NAMES;
    }

    /// True where there can be other folders than INBOX.
    protected boolean manyFolders() {
        return true;
    }

    /// True where a folder can lie in a folder.
    protected boolean nests() {
        return true;
    }

    /// True where a folder without messages can be told from no folder.
    protected boolean keepsEmptyFolders() {
        return true;
    }

    /// Some messages that differ in line ends, flags, dates and odd bytes.
    protected List<Mail> varied() {
        List<Mail> mails = new ArrayList<>(mails("n", 4));
        Instant date = Instant.parse("2020-02-29T12:34:56Z");
        mails.add(new Mail("Subject: crlf\r\n\r\nbody\r\n", Flags.NONE, Optional.of(date)));
        mails.add(
                new Mail(
                        "Subject: seen\n\nbody\n",
                        Flags.of("\\Seen", "\\Flagged"),
                        Optional.of(date.plusSeconds(1))));
        mails.add(
                new Mail(
                        "Subject: answered\n\nFrom here\n>From there\n\nFrom again\n",
                        Flags.of("\\Answered", "\\Deleted", "\\Draft"),
                        Optional.of(date.plusSeconds(2))));
        mails.add(mail("bytes \u0000\u0001\u00e4\u00ff"));
        mails.add(new Mail("Subject: no body\n", Flags.NONE, Optional.of(date)));
        mails.add(new Mail("Subject: no end\n\nno line end", Flags.NONE, Optional.of(date)));
        mails.add(mail("twice"));
        mails.add(mail("twice"));
        return mails;
    }

    /// So many small messages.
    protected static List<Mail> mails(String prefix, int count) {
        List<Mail> mails = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            mails.add(mail(prefix + i));
        }
        return mails;
    }

    /// A small message.
    protected static Mail mail(String subject) {
        return new Mail(
                "Message-ID: <"
                        + subject.length()
                        + "@example.com>\nSubject: "
                        + subject
                        + "\nDate: Thu, 1 Jan 2015 00:00:00 +0000\n\nHello,\n\n"
                        + subject
                        + "\n",
                Flags.NONE,
                Optional.of(Instant.parse("2015-01-01T00:00:00Z")));
    }

    /// A message of 5 MiB.
    protected static Mail large() {
        return new Mail(
                "Subject: large\n\n" + "0123456789abcdef".repeat(5 << 16) + "\n",
                Flags.NONE,
                Optional.of(Instant.parse("2015-01-01T00:00:00Z")));
    }

    /// Everything in a folder.
    protected static Visits visit(Store store, Folder folder) throws Exception {
        Visits visits = new Visits(new ArrayList<>(), new ArrayList<>());
        store.read(folder, new Collector(visits));
        return visits;
    }

    /// Bytes as one character each.
    protected static String text(MessageBytes bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes.writeTo(out);
        assertThat(bytes.sizeBytes()).isEqualTo(out.size());
        try (InputStream in = bytes.open()) {
            assertThat(Arrays.equals(in.readAllBytes(), out.toByteArray())).isTrue();
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /// Names, kinds, lengths, times and bytes of everything below a place.
    protected static SortedMap<String, String> fingerprint(Path top) throws IOException {
        SortedMap<String, String> prints = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.toList()) {
                BasicFileAttributes found =
                        Files.readAttributes(
                                path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                prints.put(
                        path.toString(),
                        found.lastModifiedTime()
                                + " "
                                + found.size()
                                + " "
                                + (found.isRegularFile()
                                        ? Sha256.digestOf(Files.readAllBytes(path)).hex()
                                        : "other"));
            }
        }
        return prints;
    }

    Store opened(Path built) throws Exception {
        Store store = open(built);
        assertThat(store.folders()).isNotEmpty();
        return store;
    }

    /// The one folder that has messages; stores can show empty ones of their own beside it.
    static Folder only(Store store) throws Exception {
        return store.folders().stream()
                .filter(f -> f.path().equals(FolderPath.of("INBOX")))
                .findFirst()
                .orElseThrow();
    }

    static void reopenAll(Store store, Folder folder, List<Seen> seen) throws IOException {
        for (Seen one : seen) {
            String again = text(store.reopen(folder, new Locator(one.locator())));
            assertThat(again.equals(one.text().orElseThrow())).as(one.locator()).isTrue();
        }
    }

    static Mail mail(Seen seen) {
        return new Mail(seen.text().orElse("(unreadable)"), seen.flags(), seen.internalDate());
    }

    static class Collector implements HoldingVisitor {
        private final Visits visits;

        Collector(Visits visits) {
            this.visits = visits;
        }

        @Override
        public void message(Holding holding, MessageBytes bytes) throws IOException {
            visits.seen().add(seen(holding, Optional.of(text(bytes))));
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile)
                throws IOException {
            assertThat(reason).isNotBlank();
            if (rawFile.isPresent()) {
                text(rawFile.get());
            }
            visits.seen().add(seen(holding, Optional.empty()));
        }

        @Override
        public void folderUnreadable(String where, String reason) {
            visits.troubles().add(where + ": " + reason);
        }

        private static Seen seen(Holding holding, Optional<String> text) {
            return new Seen(
                    holding.locator().value(), holding.internalDate(), holding.flags(), text);
        }
    }

    record Thrower(Exception thrown) implements HoldingVisitor {
        @Override
        public void message(Holding holding, MessageBytes bytes) throws IOException {
            if (thrown instanceof RuntimeException defect) {
                throw defect;
            }
            throw (IOException) thrown;
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {}

        @Override
        public void folderUnreadable(String where, String reason) {}
    }

    static final class WriteSizes extends OutputStream {
        final List<Integer> sizes = new ArrayList<>();

        @Override
        public void write(int b) {
            sizes.add(1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            sizes.add(length);
        }
    }

    static final class FullSink extends OutputStream {
        private final IOException full;

        FullSink(IOException full) {
            this.full = full;
        }

        @Override
        public void write(int b) throws IOException {
            throw full;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            throw full;
        }
    }
}

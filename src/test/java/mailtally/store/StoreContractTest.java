package mailtally.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.message.Sha256;
import mailtally.message.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What [Store] promises, tried on a real store. Each kind of store has a subclass that builds one
/// out of given messages; where a kind cannot keep something, the subclass says so.
public abstract class StoreContractTest {
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

    /// True where a folder can lie in a folder.
    protected boolean nests() {
        return true;
    }

    /// True where a folder without messages can be told from no folder.
    protected boolean keepsEmptyFolders() {
        return true;
    }

    @Test
    void everyFolderIsListedAlsoTheEmptyOnes() throws Exception {
        Map<FolderPath, List<Mail>> folders = new LinkedHashMap<>();
        folders.put(FolderPath.of("INBOX"), mails("a", 3));
        folders.put(FolderPath.of("Work"), mails("b", 1));
        if (keepsEmptyFolders()) {
            folders.put(FolderPath.of("Empty"), List.of());
        }
        if (nests()) {
            folders.put(FolderPath.of("Work", "Customers", "Acme"), mails("c", 2));
        }
        try (Store store = opened(build(place, folders))) {
            List<FolderPath> listed = store.folders().stream().map(Folder::path).toList();
            assertThat(listed).doesNotHaveDuplicates().containsAll(folders.keySet());
            assertThat(store.folders()).isEqualTo(store.folders());
            for (Folder folder : store.folders()) {
                List<Mail> expected = folders.getOrDefault(folder.path(), List.of());
                assertThat(visit(store, folder).seen()).hasSameSizeAs(expected);
            }
        }
    }

    @Test
    void eachHoldingIsVisitedOnceWithItsBytesFlagsAndDate() throws Exception {
        Map<FolderPath, List<Mail>> folders = Map.of(FolderPath.of("INBOX"), varied());
        Path built = build(place, folders);
        SortedMap<String, String> before = fingerprint(built);
        try (Store store = opened(built)) {
            Folder folder = only(store);
            List<Seen> seen = visit(store, folder).seen();
            assertThat(seen).extracting(Seen::locator).doesNotHaveDuplicates();
            assertThat(seen.stream().map(s -> mail(s)).toList())
                    .containsExactlyInAnyOrderElementsOf(
                            varied().stream().map(this::kept).toList());
        }
        assertThat(fingerprint(built)).isEqualTo(before);
    }

    @Test
    void theOrderIsTheSameAtEachReading() throws Exception {
        Path built = build(place, Map.of(FolderPath.of("INBOX"), mails("m", 40)));
        List<Seen> first;
        try (Store store = opened(built)) {
            first = visit(store, only(store)).seen();
            assertThat(visit(store, only(store)).seen()).isEqualTo(first);
        }
        try (Store store = opened(built)) {
            assertThat(visit(store, only(store)).seen()).isEqualTo(first);
        }
    }

    @Test
    void aHoldingReopenedIsTheOneThatWasRead() throws Exception {
        Path built = build(place, Map.of(FolderPath.of("INBOX"), varied()));
        List<Seen> seen;
        try (Store store = opened(built)) {
            Folder folder = only(store);
            seen = visit(store, folder).seen();
            reopenAll(store, folder, seen);
        }
        try (Store store = opened(built)) {
            reopenAll(store, only(store), seen); // by a store that has not read it
        }
    }

    @Test
    void aHoldingThatVanishedCannotBeReopened() throws Exception {
        Path built = build(place, Map.of(FolderPath.of("INBOX"), mails("v", 3)));
        try (Store store = opened(built)) {
            Folder folder = only(store);
            Locator last = new Locator(visit(store, folder).seen().getLast().locator());
            vanish(built, folder, last);
            assertThatThrownBy(() -> text(store.reopen(folder, last)))
                    .isInstanceOf(UnreadableException.class)
                    .message()
                    .isNotBlank();
        }
    }

    @Test
    void aLocatorFromElsewhereIsRefused() throws Exception {
        Path built = build(place, Map.of(FolderPath.of("INBOX"), mails("l", 1)));
        Files.writeString(place.resolve("outside"), "From a Thu Jan  1 00:00:00 1970\na: b\n\n");
        try (Store store = opened(built)) {
            Folder folder = only(store);
            for (String locator :
                    List.of(
                            "",
                            "../outside",
                            "../outside#32-5",
                            "/etc/passwd",
                            "%2e%2e/x",
                            "#-1-1",
                            "#0-99999999999999999999")) {
                assertThatThrownBy(() -> text(store.reopen(folder, new Locator(locator))))
                        .isInstanceOf(UnreadableException.class);
            }
        }
    }

    @Test
    void oneBadMessageDoesNotStopTheRest() throws Exception {
        Path built = build(place, Map.of(FolderPath.of("INBOX"), mails("ok", 5)));
        assumeTrue(spoil(built, FolderPath.of("INBOX")), "this store cannot hold a bad message");
        SortedMap<String, String> before = fingerprint(built);
        try (Store store = opened(built)) {
            Visits visits = visit(store, only(store));
            assertThat(visits.seen().stream().filter(s -> s.text().isPresent())).hasSize(5);
            assertThat(visits.seen().stream().filter(s -> s.text().isEmpty())).hasSize(1);
        }
        assertThat(fingerprint(built)).isEqualTo(before);
    }

    @Test
    void whatTheVisitorThrowsComesOutUnchanged() throws Exception {
        Path built = build(place, Map.of(FolderPath.of("INBOX"), mails("t", 2)));
        IOException full = new IOException("the target is full");
        IllegalStateException defect = new IllegalStateException("a defect of the visitor");
        UnreadableException own = new UnreadableException("The visitor's own.");
        try (Store store = opened(built)) {
            Folder folder = only(store);
            for (Exception thrown : List.of(full, defect, own)) {
                assertThatThrownBy(() -> store.read(folder, new Thrower(thrown))).isSameAs(thrown);
            }
            assertThat(visit(store, folder).seen()).hasSize(2);
        }
    }

    @Test
    void whatTheSinkThrowsComesOutUnchanged() throws Exception {
        IOException full = new IOException("the target is full");
        Path built = build(place, Map.of(FolderPath.of("INBOX"), List.of(mail("small"), large())));
        try (Store store = opened(built)) {
            Folder folder = only(store);
            for (Seen seen : visit(store, folder).seen()) {
                MessageBytes bytes = store.reopen(folder, new Locator(seen.locator()));
                assertThatThrownBy(() -> bytes.writeTo(new FullSink(full))).isSameAs(full);
            }
        }
    }

    @Test
    void aLargeMessageIsStreamedAndASmallOneComesInOneWrite() throws Exception {
        Mail large = large();
        Path built = build(place, Map.of(FolderPath.of("INBOX"), List.of(mail("small"), large)));
        List<Integer> largest = new ArrayList<>();
        try (Store store = opened(built)) {
            store.read(
                    only(store),
                    new Collector(new Visits(new ArrayList<>(), new ArrayList<>())) {
                        @Override
                        public void message(Holding holding, MessageBytes bytes)
                                throws IOException {
                            super.message(holding, bytes);
                            WriteSizes sizes = new WriteSizes();
                            bytes.writeTo(sizes);
                            if (bytes.sizeBytes() <= MessageBytes.IN_MEMORY_LIMIT_BYTES) {
                                assertThat(sizes.sizes).containsExactly((int) bytes.sizeBytes());
                            } else {
                                assertThat(sizes.sizes).allMatch(s -> s <= 1 << 20);
                                largest.addAll(sizes.sizes);
                            }
                        }
                    });
            Visits visits = visit(store, only(store));
            assertThat(visits.seen().stream().map(s -> s.text().orElseThrow().length()))
                    .contains(kept(large).text().length());
        }
        assertThat(largest.stream().mapToLong(Integer::longValue).sum())
                .isEqualTo(kept(large).text().length());
    }

    @Test
    void severalFoldersAreReadBySeveralThreads() throws Exception {
        Map<FolderPath, List<Mail>> folders = new LinkedHashMap<>();
        for (int i = 0; i < 6; i++) {
            folders.put(FolderPath.of("Folder " + i), mails("f" + i + "-", 30));
        }
        try (Store store = opened(build(place, folders));
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Callable<List<Seen>>> readings = new ArrayList<>();
            for (Folder folder : store.folders()) {
                readings.add(
                        () -> {
                            List<Seen> seen = visit(store, folder).seen();
                            reopenAll(store, folder, seen);
                            return seen;
                        });
            }
            List<Future<List<Seen>>> results = threads.invokeAll(readings);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get())
                        .isEqualTo(visit(store, store.folders().get(i)).seen());
            }
        }
    }

    @Test
    void oddFolderNamesAreKept() throws Exception {
        Charset names = Charset.forName(System.getProperty("sun.jnu.encoding"));
        Map<FolderPath, List<Mail>> folders = new LinkedHashMap<>();
        for (String name : oddNames()) {
            if (names.newEncoder().canEncode(name)) {
                folders.put(FolderPath.of(name), mails("o" + folders.size() + "-", 1));
            }
        }
        Path built = build(place, folders);
        SortedMap<String, String> before = fingerprint(built);
        try (Store store = opened(built)) {
            for (Folder folder : store.folders()) {
                List<Seen> seen = visit(store, folder).seen();
                List<Mail> expected = folders.getOrDefault(folder.path(), List.of());
                assertThat(seen.stream().map(s -> mail(s)).toList())
                        .as(folder.path().text())
                        .isEqualTo(expected.stream().map(this::kept).toList());
                reopenAll(store, folder, seen);
            }
            assertThat(store.folders().stream().map(Folder::path)).containsAll(folders.keySet());
        }
        assertThat(fingerprint(built)).isEqualTo(before);
    }

    @Test
    void closingTwiceDoesNoHarm() throws Exception {
        Store store = open(build(place, Map.of(FolderPath.of("INBOX"), mails("c", 1))));
        assertThat(store.address()).isNotBlank();
        store.close();
        store.close();
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

    private Store opened(Path built) throws Exception {
        Store store = open(built);
        assertThat(store.folders()).isNotEmpty();
        return store;
    }

    /// The one folder that has messages; stores can show empty ones of their own beside it.
    private static Folder only(Store store) throws Exception {
        return store.folders().stream()
                .filter(f -> f.path().equals(FolderPath.of("INBOX")))
                .findFirst()
                .orElseThrow();
    }

    private static void reopenAll(Store store, Folder folder, List<Seen> seen) throws IOException {
        for (Seen one : seen) {
            String again = text(store.reopen(folder, new Locator(one.locator())));
            assertThat(again.equals(one.text().orElseThrow())).as(one.locator()).isTrue();
        }
    }

    private static Mail mail(Seen seen) {
        return new Mail(seen.text().orElse("(unreadable)"), seen.flags(), seen.internalDate());
    }

    private static class Collector implements HoldingVisitor {
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

    private record Thrower(Exception thrown) implements HoldingVisitor {
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

    private static final class WriteSizes extends OutputStream {
        private final List<Integer> sizes = new ArrayList<>();

        @Override
        public void write(int b) {
            sizes.add(1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            sizes.add(length);
        }
    }

    private static final class FullSink extends OutputStream {
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

package mailtally.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import org.junit.jupiter.api.Test;

/// What [Store] promises, tried on a real store. Each kind of store has a subclass that builds one
/// out of given messages; where a kind cannot keep something, the subclass says so.
public abstract class StoreContractTest extends StoreFixture {
    @Test
    void everyFolderIsListedAlsoTheEmptyOnes() throws Exception {
        Map<FolderPath, List<Mail>> folders = new LinkedHashMap<>();
        folders.put(FolderPath.of("INBOX"), mails("a", 3));
        if (manyFolders()) {
            folders.put(FolderPath.of("Work"), mails("b", 1));
        }
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
}

package mailtally.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import mailtally.message.Digester;
import mailtally.message.MessageBytes;
import mailtally.message.Sha256;
import mailtally.store.Completeness;
import mailtally.store.Folder;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Witness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BagStoreTest {
    @TempDir Path target;
    private final Sample sample = Sample.account();
    private Path bag;

    @BeforeEach
    void makeABag() throws Exception {
        bag = sample.backUp(target).bag();
    }

    /// What a visitor got, by locator.
    private static final class Seen implements HoldingVisitor {
        private final Map<Holding, String> texts = new LinkedHashMap<>();
        private final Map<Holding, String> unreadable = new LinkedHashMap<>();
        private final List<String> raw = new ArrayList<>();

        @Override
        public void message(Holding holding, MessageBytes bytes) throws IOException {
            texts.put(holding, text(bytes));
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile)
                throws IOException {
            unreadable.put(holding, reason);
            if (rawFile.isPresent()) {
                raw.add(text(rawFile.get()));
            }
        }

        @Override
        public void folderUnreadable(String where, String reason) {
            throw new AssertionError(where + reason);
        }
    }

    private static String text(MessageBytes bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes.writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void everyMessageComesBackWithItsExactBytesAndMetadata() throws Exception {
        try (BagStore store = BagStore.open(bag)) {
            assertThat(store.keepsForever()).isTrue();
            assertThat(store.folders().stream().map(Folder::path))
                    .containsExactlyInAnyOrderElementsOf(sample.folders().keySet());
            for (Folder folder : store.folders()) {
                List<Sample.Mail> expected = sample.folders().get(folder.path());
                assertThat(folder.witnesses())
                        .containsExactly(new Witness("INVENTORY", expected.size()));
                Seen seen = new Seen();
                store.read(folder, seen);
                List<Sample.Mail> readable =
                        expected.stream().filter(m -> m.unreadable().isEmpty()).toList();
                assertThat(seen.texts.values())
                        .containsExactlyElementsOf(
                                readable.stream().map(Sample.Mail::text).toList());
                int i = 0;
                for (Holding holding : seen.texts.keySet()) {
                    Holding source = readable.get(i++).holding();
                    assertThat(holding.flags()).isEqualTo(source.flags());
                    assertThat(holding.internalDate()).isEqualTo(source.internalDate());
                    assertThat(holding.remoteId()).isEqualTo(source.remoteId());
                    assertThat(holding.findings()).isEqualTo(source.findings());
                    assertThat(holding.completeness())
                            .isEqualTo(
                                    source.completeness() instanceof Completeness.Rebuilt
                                            ? Completeness.WHOLE
                                            : source.completeness());
                }
                assertThat(seen.unreadable).hasSize(expected.size() - readable.size());
            }
        }
    }

    @Test
    void anUnreadableHoldingComesBackWithItsRawFile() throws Exception {
        Seen seen = readInbox();
        assertThat(seen.unreadable.values()).containsExactly("The message has no header field.");
        assertThat(seen.raw).containsExactly("no message");
    }

    @Test
    void damageToOneMessageNeverHidesTheOthers() throws Exception {
        Path mbox = bag.resolve("data/INBOX.mbox/mbox");
        byte[] all = Files.readAllBytes(mbox);
        List<Sha256> whole = digests(readInbox());
        Random random = new Random(9);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = all.clone();
            int at = random.nextInt(all.length);
            if (i % 2 == 0) {
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            } else {
                int length = 1 + random.nextInt(40);
                int to = Math.min(all.length, at + length);
                byte[] shorter = Arrays.copyOf(all, all.length - (to - at));
                System.arraycopy(all, to, shorter, at, all.length - to);
                damaged = shorter;
            }
            Files.write(mbox, damaged);
            List<Sha256> left = new ArrayList<>(whole);
            digests(readInbox()).forEach(left::remove);
            assertThat(left).as("damage " + i + " at " + at).hasSizeLessThanOrEqualTo(2);
        }
        Files.write(mbox, all);
        assertThat(digests(readInbox())).isEqualTo(whole);
    }

    @Test
    void nothingInTheBagIsChangedByReading() throws Exception {
        Map<String, String> before = mailtally.testing.TreeDigest.of(bag);
        readInbox();
        assertThat(mailtally.testing.TreeDigest.of(bag)).isEqualTo(before);
    }

    private Seen readInbox() throws Exception {
        try (BagStore store = BagStore.open(bag)) {
            Seen seen = new Seen();
            Folder inbox =
                    store.folders().stream()
                            .filter(f -> f.path().text().equals("INBOX"))
                            .findFirst()
                            .orElseThrow();
            store.read(inbox, seen);
            for (Holding holding : seen.texts.keySet()) {
                assertThat(text(store.reopen(inbox, holding.locator())))
                        .isEqualTo(seen.texts.get(holding));
            }
            return seen;
        }
    }

    private static List<Sha256> digests(Seen seen) throws IOException {
        Digester digester = new Digester();
        List<Sha256> digests = new ArrayList<>();
        for (String text : seen.texts.values()) {
            digests.add(
                    digester.digest(MessageBytes.of(text.getBytes(StandardCharsets.ISO_8859_1)))
                            .exact());
        }
        return digests;
    }
}

package mailtally.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mailtally.message.MessageBytes;
import mailtally.message.Sha256;
import mailtally.store.Completeness;
import mailtally.store.Folder;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Store;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The made-up library read by our own store: every message is found as it was written.
class DemoLibraryReadTest {
    private static final Pattern NUMBER = Pattern.compile("(?:/|^index:)(\\d+)");

    @TempDir static Path folder;

    private static DemoLibrary library;
    private static Map<String, String> before;
    private static final Map<Long, Found> FOUND = new HashMap<>();
    private static final Map<DemoAccount, MailAccount> ACCOUNTS = new HashMap<>();

    /// What was read under a number. No digest: it was unreadable.
    private record Found(Folder folder, Holding holding, Optional<Sha256> digest) {}

    @BeforeAll
    static void readAll() throws Exception {
        library = DemoLibrary.write(folder.resolve("home"), 3);
        before = TreeDigest.of(library.home());
        try (AppleMailLibrary mail =
                AppleMailLibrary.open(library.library(), library.accountsDatabase(), folder)) {
            for (DemoAccount account : DemoAccount.values()) {
                ACCOUNTS.put(account, mail.account(account.id()));
                try (Store store = mail.store(ACCOUNTS.get(account))) {
                    for (Folder one : store.folders()) {
                        store.read(one, new Collector(one));
                    }
                }
            }
        }
    }

    private record Collector(Folder folder) implements HoldingVisitor {
        @Override
        public void message(Holding holding, MessageBytes bytes) throws IOException {
            add(holding, Optional.of(digest(bytes)));
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {
            add(holding, Optional.empty());
        }

        @Override
        public void folderUnreadable(String where, String reason) {
            throw new AssertionError(where + ": " + reason);
        }

        private void add(Holding holding, Optional<Sha256> digest) {
            String place = holding.locator().value();
            // A message's number comes last, behind the folders of digits.
            Matcher number = NUMBER.matcher(place.substring(Math.max(0, place.lastIndexOf('/'))));
            assertThat(number.find()).as(holding.locator().value()).isTrue();
            Found found = new Found(folder, holding, digest);
            assertThat(FOUND.put(Long.parseLong(number.group(1)), found)).isNull();
        }
    }

    @Test
    void everyMessageIsFoundInItsFolderAndNoOther() {
        assertThat(FOUND.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        library.messages().stream()
                                .map(DemoMessage::number)
                                .collect(Collectors.toSet()));
        assertThat(library.messages())
                .allSatisfy(
                        m ->
                                assertThat(FOUND.get(m.number()).folder().path())
                                        .isEqualTo(m.folder()));
    }

    @Test
    void everyMessageThatIsWholeIsHandedOutByteForByte() throws IOException {
        for (DemoMessage message : library.messages()) {
            if (message.kind().exact()) {
                assertThat(FOUND.get(message.number()).digest())
                        .as(message.toString())
                        .contains(digest(message.message()));
            }
        }
    }

    @Test
    void whatIsPartlyThereIsSaidToBe() {
        for (DemoMessage message : library.messages()) {
            Found found = FOUND.get(message.number());
            Completeness completeness = found.holding().completeness();
            switch (message.kind()) {
                case PARTIAL ->
                        assertThat(completeness)
                                .isInstanceOfSatisfying(
                                        Completeness.Rebuilt.class,
                                        r -> assertThat(r.lengthsMatch()).isTrue());
                case NOT_DOWNLOADED ->
                        assertThat(completeness).isInstanceOf(Completeness.Incomplete.class);
                case CUT -> assertThat(completeness).isInstanceOf(Completeness.CutShort.class);
                case EMPTY, INDEX_ONLY -> assertThat(found.digest()).isEmpty();
                default -> assertThat(completeness).isEqualTo(Completeness.WHOLE);
            }
        }
    }

    @Test
    void flagsDatesAndWhatTheServerCallsItAreAsWritten() {
        for (DemoMessage message : library.messages()) {
            boolean listed =
                    message.kind().onDisk()
                            && message.kind() != DemoKind.EMPTY
                            && message.kind() != DemoKind.CUT
                            && message.kind() != DemoKind.NO_PROPERTY_LIST;
            if (listed) {
                Holding holding = FOUND.get(message.number()).holding();
                assertThat(holding.flags().appleRaw()).hasValue(message.flags());
                assertThat(holding.internalDate()).contains(message.received());
                assertThat(holding.remoteId()).isEqualTo(message.remoteId());
            }
        }
    }

    @Test
    void theAccountsAreKnownByKindAddressAndServer() {
        assertThat(ACCOUNTS.get(DemoAccount.IMAP).kind()).isEqualTo(MailAccount.Kind.IMAP);
        assertThat(ACCOUNTS.get(DemoAccount.POP).kind()).isEqualTo(MailAccount.Kind.POP);
        assertThat(ACCOUNTS.get(DemoAccount.LOCAL).kind()).isEqualTo(MailAccount.Kind.LOCAL);
        for (DemoAccount account : List.of(DemoAccount.IMAP, DemoAccount.POP)) {
            assertThat(ACCOUNTS.get(account).address()).isEqualTo(account.address());
            assertThat(ACCOUNTS.get(account).host()).isEqualTo(account.host());
        }
    }

    @Test
    void nothingInTheHomeFolderWasWritten() {
        assertThat(TreeDigest.of(library.home())).isEqualTo(before);
    }

    private static Sha256 digest(MessageBytes bytes) throws IOException {
        try (InputStream in = bytes.open()) {
            return Sha256.digestOf(in.readAllBytes());
        }
    }
}

package mailtally.store.applemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.Folder;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Store;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that change, vanish or may not be read while the store reads.
class TroubledReadingTest {
    @TempDir private Path place;
    private Path library;
    private Path messages;

    @BeforeEach
    void library() throws Exception {
        library = Files.createDirectory(place.resolve("Mail"));
        messages = Shelf.messages(library, "INBOX");
    }

    @Test
    void aFileThatVanishesAfterItWasListedIsUnreadable() throws Exception {
        for (int i = 1; i <= 3; i++) {
            Shelf.put(messages.resolve(i + ".emlx"), Shelf.emlx(Shelf.mail("m" + i)));
        }
        List<String> got = new ArrayList<>();
        read(
                (holding, bytes) -> {
                    got.add("message");
                    Files.deleteIfExists(messages.resolve("2.emlx"));
                },
                got);
        assertThat(got)
                .containsExactly(
                        "message",
                        "The file was there when the folder was listed and is gone now.",
                        "message");
    }

    @Test
    void aPartialMessageThatMailCompletesMeanwhileIsReadWhole() throws Exception {
        Shelf.put(messages.resolve("1.emlx"), Shelf.emlx(Shelf.mail("m1")));
        Shelf.put(messages.resolve("2.partial.emlx"), Shelf.emlx(Shelf.mail("partial")));
        List<String> got = new ArrayList<>();
        read(
                (holding, bytes) -> {
                    got.add(holding.locator().value().replaceAll(".*/|#.*", ""));
                    Files.deleteIfExists(messages.resolve("2.partial.emlx"));
                    if (got.size() == 1) {
                        Files.write(messages.resolve("2.emlx"), Shelf.emlx(Shelf.mail("full")));
                    }
                },
                got);
        assertThat(got).containsExactly("1.emlx", "2.emlx");
    }

    @Test
    void aLargeMessageThatChangesWhileItIsStreamedIsNotPassedOnAsWhole() throws Exception {
        String text = "Subject: large\n\n" + "x".repeat(6_000_000);
        Path file = messages.resolve("1.emlx");
        Shelf.put(file, Shelf.emlx(text));
        List<String> got = new ArrayList<>();
        read(
                (holding, bytes) -> {
                    AtomicBoolean changed = new AtomicBoolean();
                    try {
                        bytes.writeTo(
                                new java.io.OutputStream() {
                                    @Override
                                    public void write(int b) {}

                                    @Override
                                    public void write(byte[] b, int from, int to)
                                            throws IOException {
                                        if (!changed.getAndSet(true)) {
                                            Files.write(
                                                    file, new byte[1], StandardOpenOption.APPEND);
                                        }
                                    }
                                });
                        got.add("read");
                    } catch (UnreadableException e) {
                        got.add(e.getMessage());
                    }
                },
                got);
        assertThat(got).containsExactly("The file changed while it was read.");
    }

    @Test
    void aFileThatChangesAllTheTimeIsReadWholeOrNotAtAll() throws Exception {
        String text = "Subject: x\n\n" + "line of text\n".repeat(200_000);
        byte[] one = Shelf.emlx(text);
        byte[] two = Shelf.emlx(text.replace("line", "LINE"));
        Path file = messages.resolve("1.emlx");
        Shelf.put(file, one);
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    boolean odd = false;
                                    while (!stop.get()) {
                                        try {
                                            Files.write(file, odd ? one : two);
                                        } catch (IOException e) {
                                            return;
                                        }
                                        odd = !odd;
                                    }
                                });
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.everything()) {
            int unreadable = 0;
            for (int i = 0; i < 40; i++) {
                Shelf.Visits visits = Shelf.visit(store, store.folders().getFirst());
                unreadable += visits.unreadable().size();
                assertThat(visits.messages().size() + visits.unreadable().size()).isEqualTo(1);
                assertThat(visits.unreadable())
                        .allMatch(
                                g ->
                                        g.reason().contains("changed")
                                                || g.reason().contains("empty")
                                                || g.reason().contains("shorter")
                                                || g.reason().contains("no message"));
            }
            assertThat(unreadable).isPositive();
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    /// Permissions mean nothing to root, so there a second program reads as nobody.
    @Test
    void aFolderAndAFileThatMayNotBeReadAreReported() throws Exception {
        Shelf.put(messages.resolve("1.emlx"), Shelf.emlx(Shelf.mail("m1")));
        Shelf.put(messages.resolve("2.emlx"), Shelf.emlx(Shelf.mail("m2")));
        Path closed = messages.resolveSibling("1").resolve("Messages");
        Shelf.put(closed.resolve("1001.emlx"), Shelf.emlx(Shelf.mail("m3")));
        Path closedBox = Shelf.messages(library, "Closed");
        closed(messages.resolve("2.emlx"));
        closed(closed);
        closed(closedBox.getParent().getParent());
        List<String> report = asOrdinaryUser();
        try {
            assertThat(report)
                    .anyMatch(l -> l.equals("message 1.emlx"))
                    .anyMatch(
                            l ->
                                    l.startsWith("unreadable 2.emlx")
                                            && l.endsWith("Permission denied."))
                    .anyMatch(
                            l ->
                                    l.startsWith("folder ")
                                            && l.contains("/1/Messages/")
                                            && l.endsWith("Permission denied."))
                    .anyMatch(
                            l ->
                                    l.startsWith("folder ")
                                            && l.contains("Closed.mbox")
                                            && l.endsWith("Permission denied."))
                    .hasSize(4);
        } finally {
            open(closed);
            open(closedBox.getParent().getParent());
        }
    }

    @Test
    void aLibraryThatMayNotBeReadSaysHowToGrantAccess() throws Exception {
        closed(library);
        try {
            assertThat(asOrdinaryUser())
                    .singleElement()
                    .satisfies(
                            l -> assertThat(l).contains("Permission denied", "Full Disk Access"));
        } finally {
            open(library);
        }
    }

    /// Reads the library and prints a line for each thing that a visitor gets.
    public static void main(String[] arguments) throws Exception {
        StringBuilder out = new StringBuilder();
        try (AppleMailLibrary opened = Shelf.open(Path.of(arguments[0]));
                Store store = opened.everything()) {
            for (Folder folder : store.folders()) {
                Shelf.Visits visits = Shelf.visit(store, folder);
                visits.messages().forEach(g -> out.append("message ").append(name(g)).append('\n'));
                visits.unreadable()
                        .forEach(
                                g ->
                                        out.append("unreadable ")
                                                .append(name(g))
                                                .append(' ')
                                                .append(g.reason())
                                                .append('\n'));
                visits.troubles().forEach(t -> out.append("folder ").append(t).append('\n'));
            }
        } catch (mailtally.store.StoreUnavailableException e) {
            out.append(e.getMessage()).append('\n');
        }
        System.out.print(out);
    }

    private static String name(Shelf.Got got) {
        return got.holding().locator().value().replaceAll(".*/|#.*", "");
    }

    private List<String> asOrdinaryUser() throws Exception {
        boolean root = System.getProperty("user.name").equals("root");
        List<String> command = new ArrayList<>();
        if (root) {
            assumeTrue(
                    Files.exists(Path.of("/usr/bin/setpriv")),
                    "root, and no setpriv to become less");
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        Path classes = Files.createDirectory(place.resolve("classes"));
        copy(Path.of("target", "classes"), classes);
        copy(Path.of("target", "test-classes"), classes);
        open(place);
        Files.createDirectories(place.resolve("temporary"));
        Files.setPosixFilePermissions(
                place.resolve("temporary"), PosixFilePermissions.fromString("rwxrwxrwx"));
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes.toString(),
                        TroubledReadingTest.class.getName(),
                        library.toString()));
        Path out = place.resolve("out");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out, StandardCharsets.UTF_8).lines().toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                String name = path.toString();
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(target);
                    open(target);
                } else if (name.contains("store") || name.contains("message")) {
                    Files.copy(path, target);
                }
            }
        }
    }

    private static void closed(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private interface OnMessage {
        void message(Holding holding, MessageBytes bytes) throws IOException;
    }

    private void read(OnMessage onMessage, List<String> unreadable) throws Exception {
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.everything()) {
            store.read(
                    store.folders().getFirst(),
                    new HoldingVisitor() {
                        @Override
                        public void message(Holding holding, MessageBytes bytes)
                                throws IOException {
                            onMessage.message(holding, bytes);
                        }

                        @Override
                        public void unreadable(
                                Holding holding, String reason, Optional<MessageBytes> rawFile) {
                            unreadable.add(reason);
                        }

                        @Override
                        public void folderUnreadable(String where, String reason) {
                            unreadable.add(where + ": " + reason);
                        }
                    });
        }
    }
}

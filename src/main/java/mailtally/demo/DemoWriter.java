package mailtally.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.MessageBytes;

/// Writes messages into the library, each as its kind asks, and keeps a list of them.
final class DemoWriter {
    private static final int BYTES_TOO_MANY = 7;

    private final LibraryFiles files;
    private final List<DemoMessage> written = new ArrayList<>();
    private final List<EnvelopeIndex.Row> indexed = new ArrayList<>();

    DemoWriter(LibraryFiles files) {
        this.files = files;
    }

    /// Writes one message with all its files.
    ///
    /// @param oneShort for a wrong first line: one byte too few, or else some too many
    void write(
            DemoDraft draft, long number, long flags, Optional<String> remoteId, boolean oneShort)
            throws IOException {
        Composer.Composed composed = draft.composed();
        Path data = files.data(draft.box().account(), draft.box().path(), number);
        Path folder = data.resolve("Messages");
        boolean partial =
                draft.kind() == DemoKind.PARTIAL || draft.kind() == DemoKind.NOT_DOWNLOADED;
        Instant received = composed.letter().sent().plusSeconds(2 + number % 60);
        DemoMessage message =
                new DemoMessage(
                        draft.box().account(),
                        draft.box().path(),
                        folder.resolve(number + (partial ? ".partial.emlx" : ".emlx")),
                        draft.kind(),
                        number,
                        flags,
                        remoteId,
                        received,
                        MessageBytes.of(Octets.bytes(composed.whole())));
        List<String> attachments =
                composed.detached().stream().map(part -> part.file().name()).toList();
        written.add(message);
        if (draft.kind() != DemoKind.UNKNOWN_TO_INDEX) {
            indexed.add(new EnvelopeIndex.Row(message, composed.letter(), attachments));
        }
        if (!draft.kind().onDisk()) {
            return;
        }
        Files.createDirectories(folder);
        Files.write(message.file(), Octets.bytes(content(message, composed, oneShort)));
        if (draft.kind() == DemoKind.BOTH_FORMS) {
            String skeleton = composed.partial();
            Files.write(
                    folder.resolve(number + ".partial.emlx"),
                    Octets.bytes(LibraryFiles.emlx(skeleton, skeleton.length(), message)));
        }
        if (draft.kind() == DemoKind.PARTIAL || draft.kind() == DemoKind.BOTH_FORMS) {
            LibraryFiles.attachments(data, number, composed.detached());
        }
    }

    private static String content(
            DemoMessage message, Composer.Composed composed, boolean oneShort) {
        String whole = composed.whole();
        int length = whole.length();
        return switch (message.kind()) {
            case EMPTY -> "";
            case CUT -> LibraryFiles.emlx(whole, length, message).substring(0, length * 3 / 5);
            case NO_PROPERTY_LIST -> "%-10d\n".formatted(length) + whole;
            case WRONG_LENGTH -> {
                int wrong = oneShort ? length - 1 : length + BYTES_TOO_MANY;
                yield LibraryFiles.emlx(whole, wrong, message);
            }
            case PARTIAL, NOT_DOWNLOADED -> {
                String skeleton = composed.partial();
                yield LibraryFiles.emlx(skeleton, skeleton.length(), message);
            }
            default -> LibraryFiles.emlx(whole, length, message);
        };
    }

    /// Makes the folders that have no message.
    void folders(List<DemoPlan.Box> boxes) throws IOException {
        for (DemoPlan.Box box : boxes) {
            files.box(box.account(), box.path());
        }
    }

    /// What was written, by number.
    List<DemoMessage> written() {
        return written;
    }

    /// What the Envelope Index should know.
    List<EnvelopeIndex.Row> indexed() {
        return indexed;
    }
}

package mailtally.store.ews;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.store.server.Spill;

/// One message on its way out of an answer: base64 (RFC 4648 section 4) comes in piece by piece,
/// bytes are kept. Used by one thread at a time.
final class Mime implements AutoCloseable {
    /// How many letters are decoded at a time.
    static final int PIECE = 16 << 10;

    private static final int FIRST_BYTES = 4 << 10;

    private final Shelf shelf;
    private int pieceLength;
    private boolean padded;
    private boolean wrong;

    private byte[] bytes = new byte[0];
    private int length;
    private Optional<Spill> file = Optional.empty();
    private Optional<OutputStream> writer = Optional.empty();
    private boolean ended;

    Mime(Shelf shelf) {
        this.shelf = shelf;
    }

    /// Takes the next letters.
    void take(char[] letters, int from, int count) throws IOException {
        byte[] piece = shelf.piece();
        for (int i = from; i < from + count; i++) {
            char letter = letters[i];
            if (letter == '\n' || letter == '\r' || letter == ' ' || letter == '\t') {
                continue;
            }
            // What is none of the alphabet is found by the decoder.
            piece[pieceLength++] = letter < 0x80 ? (byte) letter : (byte) '*';
            if (pieceLength == PIECE) {
                decode();
            }
        }
    }

    private void decode() throws IOException {
        if (pieceLength == 0 || wrong) {
            pieceLength = 0;
            return;
        }
        byte[] piece = shelf.piece();
        if (padded) {
            wrong = true;
        } else {
            padded = piece[pieceLength - 1] == '=';
            byte[] whole = pieceLength == PIECE ? piece : Arrays.copyOf(piece, pieceLength);
            try {
                write(Base64.getDecoder().decode(whole, shelf.decoded()));
            } catch (IllegalArgumentException e) {
                wrong = true;
            }
        }
        pieceLength = 0;
    }

    /// Takes bytes as they are.
    void put(byte[] plain) throws IOException {
        byte[] decoded = shelf.decoded();
        for (int from = 0; from < plain.length; from += decoded.length) {
            int some = Math.min(decoded.length, plain.length - from);
            System.arraycopy(plain, from, decoded, 0, some);
            write(some);
        }
    }

    private void write(int count) throws IOException {
        if (file.isEmpty() && !room(count)) {
            Spill spilled = Spills.create(shelf.spill());
            file = Optional.of(spilled);
            OutputStream out = Spills.writer(spilled);
            writer = Optional.of(out);
            Spills.write(out, bytes, length);
            shelf.giveMemory(bytes.length);
            bytes = new byte[0];
        }
        if (writer.isPresent()) {
            Spills.write(writer.get(), shelf.decoded(), count);
        } else {
            System.arraycopy(shelf.decoded(), 0, bytes, length, count);
            length += count;
        }
    }

    private boolean room(int count) {
        int wanted = length + count;
        if (wanted > MessageBytes.IN_MEMORY_LIMIT_BYTES) {
            return false;
        }
        if (wanted > bytes.length) {
            int longer = Math.max(wanted, Math.max(FIRST_BYTES, bytes.length * 2));
            if (!shelf.takeMemory(longer - (long) bytes.length)) {
                return false;
            }
            bytes = Arrays.copyOf(bytes, longer);
        }
        return true;
    }

    /// All of it has come.
    void end() throws IOException {
        wrong |= pieceLength % 4 != 0;
        decode();
        if (writer.isPresent()) {
            Spills.close(writer.get());
        }
        ended = true;
    }

    /// True where it was no base64, so that there is no message.
    boolean wrong() {
        return wrong;
    }

    boolean empty() {
        return file.isEmpty() && length == 0;
    }

    /// Its bytes, valid as long as the shelf.
    MessageBytes message() throws IOException {
        return file.isPresent() ? file.get().message() : MessageBytes.of(bytes, 0, length);
    }

    /// Lets go of a message that did not come to its end.
    @Override
    public void close() {
        if (!ended) {
            drop();
        }
    }

    /// Lets go of the message.
    void drop() {
        writer.ifPresent(Spills::closeQuietly);
        file.ifPresent(Spill::close);
    }
}

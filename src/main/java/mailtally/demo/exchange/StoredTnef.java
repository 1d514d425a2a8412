package mailtally.demo.exchange;

import jakarta.mail.internet.ParameterList;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is in a winmail.dat ([MS-OXTNEF] section 2.1): its plain text and its files.
final class StoredTnef {
    private static final int SIGNATURE = 0x223e9f78;
    private static final int BODY = 0x0002800c;
    private static final int FILE_BEGINS = 0x00069002;
    private static final int FILE_TITLE = 0x00018010;
    private static final int FILE_DATA = 0x0006800f;
    private static final int MOST_PARTS = 1_000;

    private final List<StoredPart> parts = new ArrayList<>();
    private String title = "file";

    private StoredTnef() {}

    /// Nothing if it is damaged.
    static Optional<List<StoredPart>> parts(byte[] tnef) {
        StoredTnef read = new StoredTnef();
        ByteBuffer in = ByteBuffer.wrap(tnef).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (in.getInt() != SIGNATURE) {
                return Optional.empty();
            }
            in.getShort();
            while (in.hasRemaining()) {
                if (!read.attribute(in) || read.parts.size() > MOST_PARTS) {
                    return Optional.empty();
                }
            }
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
        return Optional.of(read.parts);
    }

    /// Level, number, length, value, sum of its bytes.
    private boolean attribute(ByteBuffer in) {
        in.get();
        int number = in.getInt();
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            return false;
        }
        byte[] value = new byte[length];
        in.get(value);
        int sum = 0;
        for (byte b : value) {
            sum += b & 0xff;
        }
        if ((sum & 0xffff) != (in.getShort() & 0xffff)) {
            return false;
        }
        switch (number) {
            case BODY -> parts.add(StoredLeaf.ofText("text/plain", text(value)));
            case FILE_BEGINS -> title = "file";
            case FILE_TITLE -> title = text(value);
            case FILE_DATA -> parts.add(file(value));
            default -> {
                // Properties of which a reader of MIME sees nothing.
            }
        }
        return true;
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.ISO_8859_1).replaceAll("\0+$", "");
    }

    private StoredLeaf file(byte[] value) {
        ParameterList name = new ParameterList();
        name.set("filename", title.replaceAll("[\\x00-\\x1f\"\\\\]", "_"), "utf-8");
        String written = name.toString().replace("\r\n", "").strip();
        StoredLeaf leaf =
                new StoredLeaf(
                        new StoredFields(
                                List.of(
                                        "Content-Type: application/octet-stream",
                                        "Content-Disposition: attachment" + written)),
                        "");
        leaf.encode(value, "base64");
        return leaf;
    }
}

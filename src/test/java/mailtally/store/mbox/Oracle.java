package mailtally.store.mbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.quicktheories.core.Gen;
import org.quicktheories.generators.SourceDSL;

/// The mbox rules written down a second time, as plainly as can be, and bytes that try them.
final class Oracle {
    private Oracle() {}

    /// The raw form: each `\r*\n` is `\n`, and exactly one `\n` ends it.
    static byte[] raw(byte[] message) {
        String text = latin(message) + "\n";
        return bytes(text.replaceAll("\r*\n", "\n").replaceAll("\n+\\z", "") + "\n");
    }

    /// The stored form of a message in mboxrd.
    static byte[] quoted(byte[] message) {
        StringBuilder out = new StringBuilder();
        String text = latin(raw(message));
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            out.append(line.replaceFirst("\\A(>*From )", ">$1")).append('\n');
        }
        return bytes(out.toString());
    }

    /// One character a byte.
    static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// One byte a character.
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Bytes made of what matters to an mbox.
    static Gen<byte[]> messages() {
        List<String> tokens =
                List.of(
                        "From ",
                        "From",
                        "F",
                        ">",
                        ">>",
                        "\n",
                        "\n\n",
                        "\r\n",
                        "\r",
                        "\0",
                        "x",
                        "a line of text that is longer than a word\n",
                        "From a@b Thu Jan  1 00:00:00" + " 1970\n",
                        "Content-Length: 5\n",
                        "Subject: x\n",
                        "\u00ff",
                        " ",
                        "\nFrom ",
                        "\n>From ",
                        "\r\n>>From ",
                        "12345678",
                        "\t");
        return SourceDSL.lists()
                .of(SourceDSL.integers().between(0, tokens.size() - 1))
                .ofSizeBetween(0, 40)
                .map(
                        picks -> {
                            StringBuilder text = new StringBuilder();
                            picks.forEach(p -> text.append(tokens.get(p)));
                            return bytes(text.toString());
                        });
    }

    /// The pieces of an array cut at these places, taken modulo its length.
    static List<byte[]> cut(byte[] whole, List<Integer> places) {
        List<Integer> sorted =
                places.stream().map(p -> p % (whole.length + 1)).sorted().distinct().toList();
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        for (int to : sorted) {
            pieces.add(java.util.Arrays.copyOfRange(whole, from, to));
            from = to;
        }
        pieces.add(java.util.Arrays.copyOfRange(whole, from, whole.length));
        return pieces;
    }

    /// These bytes, one after the other.
    static byte[] join(List<byte[]> pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pieces.forEach(out::writeBytes);
        return out.toByteArray();
    }
}

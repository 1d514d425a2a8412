package mailtally.demo;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Files to attach that a viewer opens: a page in PDF, a picture in PNG.
final class DemoFiles {
    private DemoFiles() {}

    /// A PDF of one page with this title (ISO 32000-1), and `padding` bytes that no page shows.
    static byte[] pdf(String title, int padding, Random random) {
        String text =
                "BT /F1 24 Tf 72 720 Td (" + title.replaceAll("[^A-Za-z0-9 ]", "") + ") Tj ET";
        byte[] noise = new byte[padding];
        random.nextBytes(noise);
        List<String> objects =
                List.of(
                        "<< /Type /Catalog /Pages 2 0 R >>",
                        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                                + " /Resources << /Font << /F1 5 0 R >> >> >>",
                        "<< /Length " + text.length() + " >>\nstream\n" + text + "\nendstream",
                        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                        "<< /Length "
                                + padding
                                + " >>\nstream\n"
                                + Octets.of(noise)
                                + "\nendstream");
        StringBuilder file = new StringBuilder("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        List<Integer> offsets = new ArrayList<>();
        for (String object : objects) {
            offsets.add(file.length());
            file.append(offsets.size()).append(" 0 obj\n").append(object).append("\nendobj\n");
        }
        int table = file.length();
        file.append("xref\n0 7\n0000000000 65535 f \n");
        for (int offset : offsets) {
            file.append("%010d 00000 n \n".formatted(offset));
        }
        file.append("trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n").append(table);
        return Octets.bytes(file.append("\n%%EOF\n").toString());
    }

    /// A square PNG of coloured noise (W3C PNG section 5). It begins with bytes that show any
    /// change of line ends: `\x89PNG\r\n\x1a\n`.
    static byte[] png(int side, Random random) {
        byte[] rows = new byte[side * (1 + 3 * side)];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int at = y * (1 + 3 * side) + 1 + 3 * x;
                rows[at] = (byte) (255 * x / side);
                rows[at + 1] = (byte) (255 * y / side);
                rows[at + 2] = (byte) random.nextInt(256);
            }
        }
        try {
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            DataOutputStream size = new DataOutputStream(header);
            size.writeInt(side);
            size.writeInt(side);
            size.write(new byte[] {8, 2, 0, 0, 0});
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DataOutputStream file = new DataOutputStream(out);
            file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
            chunk(file, "IHDR", header.toByteArray());
            chunk(file, "IDAT", deflate(rows));
            chunk(file, "IEND", new byte[0]);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing here leaves memory
        }
    }

    private static void chunk(DataOutputStream file, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        file.writeInt(data.length);
        file.write(name);
        file.write(data);
        file.writeInt((int) check.getValue());
    }

    /// Stored, not squeezed: the same bytes on each machine.
    private static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater(Deflater.NO_COMPRESSION);
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}

package mailtally.store.applemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random damage: nothing is thrown, every file is reported once, and nothing is written.
class FuzzTest {
    private static final int FILES = 1500;

    @TempDir private Path place;

    @Test
    void randomBytesAreReportedEachOnce() throws Exception {
        Random random = new Random(20261);
        everyFileIsReported(
                random,
                i -> {
                    byte[] bytes = new byte[random.nextInt(300)];
                    random.nextBytes(bytes);
                    if (i % 2 == 0) {
                        byte[] line = Shelf.bytes(random.nextInt(400) + " \n");
                        return Shelf.join(line, bytes);
                    }
                    return bytes;
                });
    }

    @Test
    void randomCutsAndFlipsOfARealShapeAreReportedEachOnce() throws Exception {
        Random random = new Random(20262);
        byte[] whole = Shelf.emlx(partial());
        byte[] binary =
                Shelf.join(
                        Shelf.bytes("41\n" + Shelf.mail("b")),
                        BinaryLists.dictionary("flags", 3L, "list", new String[] {"a", "b"}));
        everyFileIsReported(
                random,
                i -> {
                    byte[] file = (i % 3 == 0 ? binary : whole).clone();
                    for (int flips = random.nextInt(4); flips > 0; flips--) {
                        file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    int from = i % 5 == 0 ? random.nextInt(file.length) : 0;
                    int to = i % 2 == 0 ? from + random.nextInt(file.length - from) : file.length;
                    return Arrays.copyOfRange(file, from, to);
                });
    }

    @Test
    void aMessageCutAnywhereIsKeptUpToTheCut() throws Exception {
        String mail = Shelf.mail("cut");
        byte[] whole = Shelf.emlx(mail);
        int start = whole.length - Shelf.usualList().length() - mail.length();
        Path library = Files.createDirectory(place.resolve("Mail"));
        Path messages = Shelf.messages(library, "INBOX");
        for (int cut = start + 1; cut < whole.length; cut++) {
            Shelf.put(messages.resolve(cut + ".emlx"), Arrays.copyOf(whole, cut));
        }
        Shelf.Visits visits = Shelf.read(library, "INBOX");
        assertThat(visits.unreadable()).isEmpty();
        for (int i = 0; i < visits.messages().size(); i++) {
            int kept = Math.min(i + 1, mail.length());
            assertThat(visits.messages().get(i).text()).isEqualTo(mail.substring(0, kept));
        }
        assertThat(visits.messages()).hasSize(whole.length - start - 1);
    }

    @Test
    void hostileBinaryListsEndSoon() throws Exception {
        Random random = new Random(20263);
        byte[] list = BinaryLists.archived(new String[] {"imap.example.com", "x"});
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = list.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThat(ArchivedValue.text(damaged)).isNotNull();
        }
        // Each array holds the next one twice: 2 to the power of 60 values in 400 bytes.
        assertThat(PropertyList.value(doubling(60), 0, doubling(60).length)).isEmpty();
    }

    private static byte[] doubling(int levels) {
        byte[] file = new byte[8 + 3 * levels + 1 + levels + 1 + 32];
        System.arraycopy(Shelf.bytes("bplist00"), 0, file, 0, 8);
        int table = 8 + 3 * levels + 1;
        for (int i = 0; i < levels; i++) {
            file[8 + 3 * i] = (byte) 0xa2;
            file[8 + 3 * i + 1] = (byte) (i + 1);
            file[8 + 3 * i + 2] = (byte) (i + 1);
            file[table + i] = (byte) (8 + 3 * i);
        }
        file[table - 1] = 0x09;
        file[table + levels] = (byte) (table - 1);
        file[file.length - 26] = 1;
        file[file.length - 25] = 1;
        file[file.length - 17] = (byte) (levels + 1);
        file[file.length - 1] = (byte) table;
        return file;
    }

    private interface Maker {
        byte[] make(int i);
    }

    private void everyFileIsReported(Random random, Maker maker) throws Exception {
        Path library = Files.createDirectory(place.resolve("Mail"));
        Path messages = Shelf.messages(library, "INBOX");
        for (int i = 1; i <= FILES; i++) {
            String name = i + (random.nextBoolean() ? ".emlx" : ".partial.emlx");
            Shelf.put(messages.resolve(name), maker.make(i));
            if (i % 10 == 0) {
                Shelf.put(
                        messages.resolveSibling("Attachments").resolve(i + "/2/file"),
                        new byte[random.nextInt(99)]);
            }
        }
        var before = TreeDigest.of(library);
        Shelf.Visits visits = Shelf.read(library, "INBOX");
        assertThat(visits.messages().size() + visits.unreadable().size()).isEqualTo(FILES);
        assertThat(visits.unreadable())
                .allSatisfy(g -> assertThat(g.reason()).endsWith("."))
                .allSatisfy(g -> assertThat(g.raw()).isPresent());
        assertThat(TreeDigest.of(library)).isEqualTo(before);
    }

    private static String partial() {
        return """
        Subject: fuzz
        Content-Type: multipart/mixed; boundary="bb"

        --bb
        Content-Type: text/plain

        text
        --bb
        Content-Type: message/rfc822

        Content-Type: multipart/alternative; boundary=cc

        --cc
        X-Apple-Content-Length: 12
        Content-Transfer-Encoding: quoted-printable
        Content-Disposition: attachment; filename*0*=utf-8''a%20; filename*1=b

        --cc--
        --bb
        Content-Type: application/pdf; name="=?utf-8?B?w7w=?="
        X-Apple-Content-Length: 132
        Content-Transfer-Encoding: base64


        --bb--
        """;
    }
}

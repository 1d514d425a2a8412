package mailtally.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import mailtally.store.FolderPath;

/// Writes messages as a store on disk, without our own writers.
public enum StoreWriter {
    /// `V10/<account>/<Folder>.mbox/<UUID>/Data/Messages/N.emlx`, below the root as below
    /// `~/Library/Mail`.
    APPLE_MAIL {
        @Override
        void place(Path root, Placed message, int number) throws IOException {
            Path data = appleFolder(root, message.folder()).resolve(APPLE_MARK).resolve("Data");
            for (int rest = number / 1000; rest > 0; rest /= 10) {
                data = data.resolve(Integer.toString(rest % 10));
            }
            put(
                    data.resolve("Messages").resolve(number + ".emlx"),
                    emlx(message.bytes(), message),
                    message);
        }

        @Override
        void finish(Path root, List<AppleIndex.Row> rows) throws IOException {
            AppleIndex.write(root, rows);
        }
    },
    /// Maildir++: folders as `.Projects.B&APw-ro`, INBOX at the top.
    MAILDIR {
        @Override
        void place(Path root, Placed message, int number) throws IOException {
            Path folder = root;
            if (!message.folder().names().equals(List.of("INBOX"))) {
                StringBuilder name = new StringBuilder();
                message.folder().names().forEach(n -> name.append('.').append(modifiedUtf7(n)));
                folder = root.resolve(name.toString());
            }
            for (Path top : List.of(root, folder)) {
                for (String part : List.of("cur", "new", "tmp")) {
                    Files.createDirectories(top.resolve(part));
                }
            }
            String file =
                    "%d.M%dP1.host:2,%s"
                            .formatted(
                                    message.received().getEpochSecond(),
                                    number,
                                    message.deleted() ? "ST" : "S");
            put(folder.resolve("cur").resolve(file), message.bytes(), message);
        }
    },
    /// One package a folder, mboxrd.
    MBOX {
        @Override
        void place(Path root, Placed message, int number) throws IOException {
            Path parent = root;
            List<String> names = message.folder().names();
            for (String name : names.subList(0, names.size() - 1)) {
                parent = parent.resolve(name);
            }
            Path file = parent.resolve(names.getLast() + ".mbox").resolve("mbox");
            Files.createDirectories(file.getParent());
            Files.write(
                    file,
                    mboxrd(message.bytes()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    },
    /// A folder of .eml, with folders in it.
    EML {
        @Override
        void place(Path root, Placed message, int number) throws IOException {
            Path folder = root;
            for (String name : message.folder().names()) {
                folder = folder.resolve(name);
            }
            put(folder.resolve("Message " + number + ".eml"), message.bytes(), message);
        }
    };

    /// The account's folder in an Apple Mail library.
    public static final String APPLE_ACCOUNT = "1F0C6B1E-52A4-4C8E-9D3B-0A5F1C2D3E4F";

    private static final String APPLE_MARK = "6E7D8C9B-0A1B-4C2D-8E3F-4A5B6C7D8E9F";

    abstract void place(Path root, Placed message, int number) throws IOException;

    /// What is written once all messages are there.
    void finish(Path root, List<AppleIndex.Row> rows) throws IOException {}

    /// Writes the messages below the root, in the given order and with numbers that the decisions
    /// give.
    ///
    /// @return the root
    public Path write(Path root, List<Placed> messages, Choices numbering) {
        try {
            Files.createDirectories(root);
            int number = 1 + numbering.below(3000);
            List<AppleIndex.Row> rows = new ArrayList<>();
            for (Placed message : messages) {
                number += 1 + numbering.below(3);
                place(root, message, number);
                rows.add(new AppleIndex.Row(message.folder(), number, message.deleted()));
            }
            finish(root, rows);
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// True where nothing is ever purged.
    public boolean keepsForever() {
        return this == MBOX || this == EML;
    }

    private static Path appleFolder(Path root, FolderPath folder) {
        Path box = root.resolve("V10").resolve(APPLE_ACCOUNT);
        for (String name : folder.names()) {
            box = box.resolve(name + ".mbox");
        }
        return box;
    }

    /// An .emlx with the message.
    public static byte[] emlx(byte[] message, Placed placed) {
        String plist =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" \
                "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                \t<key>date-received</key>
                \t<integer>%d</integer>
                \t<key>flags</key>
                \t<integer>%d</integer>
                </dict>
                </plist>
                """
                        .formatted(placed.received().getEpochSecond(), placed.deleted() ? 3 : 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("%-10d\n".formatted(message.length).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(message);
        out.writeBytes(plist.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] mboxrd(byte[] message) {
        String octets = new String(message, StandardCharsets.ISO_8859_1);
        String quoted = octets.replaceAll("(?md)^(>*From )", ">$1");
        String whole = "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n" + quoted;
        return (whole + (whole.endsWith("\n") ? "\n" : "\n\n"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /// RFC 3501 section 5.1.3, for names without `&`.
    private static String modifiedUtf7(String name) {
        StringBuilder out = new StringBuilder();
        StringBuilder wide = new StringBuilder();
        for (int i = 0; i <= name.length(); i++) {
            if (i < name.length() && name.charAt(i) > 126) {
                wide.append(name.charAt(i));
                continue;
            }
            if (!wide.isEmpty()) {
                byte[] units = wide.toString().getBytes(StandardCharsets.UTF_16BE);
                String base64 = Base64.getEncoder().withoutPadding().encodeToString(units);
                out.append('&').append(base64.replace('/', ',')).append('-');
                wide.setLength(0);
            }
            if (i < name.length()) {
                out.append(name.charAt(i));
            }
        }
        return out.toString();
    }

    private static void put(Path file, byte[] bytes, Placed message) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
        Files.setLastModifiedTime(file, FileTime.from(message.received()));
    }
}

package mailtally.demo;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import mailtally.store.FolderPath;
import mailtally.store.PathText;

/// Writes the files of an Apple Mail library: where a number lies, and what an .emlx looks like.
final class LibraryFiles {
    private static final String PLIST_HEAD =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" \
            "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <plist version="1.0">
            <dict>
            """;

    private final Path version;

    /// @param version the folder `V10`
    LibraryFiles(Path version) {
        this.version = version;
    }

    /// The names, percent-encoded and joined by slashes, as the Envelope Index has them.
    static String urlPath(FolderPath folder, String suffix) {
        StringBuilder text = new StringBuilder();
        for (String name : folder.names()) {
            String coded = URLEncoder.encode(name + suffix, StandardCharsets.UTF_8);
            text.append(text.isEmpty() ? "" : "/")
                    .append(coded.replace("+", "%20").replace("*", "%2A"));
        }
        return text.toString();
    }

    /// The package of a folder, with its property list.
    Path box(DemoAccount account, FolderPath folder) throws IOException {
        return box(account.id(), folder);
    }

    /// The package of a folder of the account with this id.
    Path box(String account, FolderPath folder) throws IOException {
        String encoded = account + "/" + urlPath(folder, ".mbox");
        Path box = PathText.decode(version, encoded);
        Path info = box.resolve("Info.plist");
        if (!Files.exists(info)) {
            Files.createDirectories(box);
            Files.writeString(
                    info,
                    PLIST_HEAD + "\t<key>MailboxType</key>\n\t<integer>0</integer>\n" + tail());
        }
        return box;
    }

    /// The folder `Data`, or the folder of digits in it, where this number lies.
    Path data(DemoAccount account, FolderPath folder, long number) throws IOException {
        return data(account.id(), account.name(), folder, number);
    }

    /// The same for the account with this id.
    ///
    /// @param seed what the folder's UUID is made of, besides its name
    Path data(String account, String seed, FolderPath folder, long number) throws IOException {
        byte[] name = (seed + "/" + folder.text()).getBytes(StandardCharsets.UTF_8);
        String mark = UUID.nameUUIDFromBytes(name).toString().toUpperCase(Locale.ROOT);
        Path data = box(account, folder).resolve(mark).resolve("Data");
        for (long rest = number / DemoPlan.DIGITS_FROM; rest > 0; rest /= 10) {
            data = data.resolve(Long.toString(rest % 10));
        }
        return data;
    }

    /// An .emlx: length, message, property list.
    ///
    /// @param announced what the first line says
    static String emlx(String octets, long announced, DemoMessage message) {
        return "%-10d\n".formatted(announced)
                + octets
                + plist(message.number(), message.received(), message.flags(), message.remoteId());
    }

    /// What follows a message: its property list.
    static String plist(long number, Instant received, long flags, Optional<String> remoteId) {
        StringBuilder text = new StringBuilder(PLIST_HEAD);
        number(text, "conversation-id", number / 2 + 10);
        number(text, "date-last-viewed", received.getEpochSecond() + 86_400);
        number(text, "date-received", received.getEpochSecond());
        number(text, "flags", flags);
        remoteId.ifPresent(
                id ->
                        text.append("\t<key>remote-id</key>\n\t<string>")
                                .append(id)
                                .append("</string>\n"));
        return text.append(tail()).toString();
    }

    private static void number(StringBuilder text, String key, long value) {
        text.append("\t<key>").append(key).append("</key>\n");
        text.append("\t<integer>").append(value).append("</integer>\n");
    }

    private static String tail() {
        return "</dict>\n</plist>\n";
    }

    /// Which version is in use, as Mail notes it beside the versions.
    static void persistenceInfo(Path mail) throws IOException {
        Files.writeString(
                mail.resolve("PersistenceInfo.plist"),
                PLIST_HEAD
                        + "\t<key>LastUsedVersionDirectoryName</key>\n\t<string>V10</string>\n"
                        + tail());
    }

    /// Writes the attached files of a partial message beside `Messages`.
    static void attachments(Path data, long number, List<Part.Detached> detached)
            throws IOException {
        for (Part.Detached part : detached) {
            Path folder =
                    data.resolve("Attachments")
                            .resolve(Long.toString(number))
                            .resolve(part.partNumber());
            Files.createDirectories(folder);
            Files.write(folder.resolve(part.file().name()), Octets.bytes(part.file().octets()));
        }
    }
}

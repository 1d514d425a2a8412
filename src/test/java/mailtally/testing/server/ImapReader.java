package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and fills a server over IMAP, a folder after the other, with no code of the program's: for
/// servers whose files say too little.
final class ImapReader {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d-MMM-yyyy HH:mm:ss Z", Locale.ROOT);
    private static final Pattern LISTED =
            Pattern.compile("\\* LIST \\((.*?)\\) (?:\"(.)\"|NIL) (.*)", Pattern.DOTALL);
    private static final Pattern FLAGS = Pattern.compile("\\bFLAGS \\((.*?)\\)");
    private static final Pattern INTERNAL_DATE = Pattern.compile("\\bINTERNALDATE \"(.*?)\"");

    /// @param name as the server wants it, quoted
    private record Listed(String name, String folder) {}

    private final int port;
    private final String user;

    ImapReader(int port, String user) {
        this.port = port;
        this.user = user;
    }

    /// Every message, sorted.
    List<StoredMessage> messages() {
        List<StoredMessage> all = new ArrayList<>();
        try (ImapTalk talk = ImapTalk.login(port, user)) {
            for (String line : talk.ok("LIST \"\" *")) {
                Matcher listed = LISTED.matcher(line);
                if (listed.matches()
                        && !listed.group(1).toLowerCase(Locale.ROOT).contains("\\noselect")) {
                    read(talk, listed(listed), all);
                }
            }
            talk.ok("LOGOUT");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.sort(null);
        return all;
    }

    /// Adds a message, and makes the folder if it is not there.
    ///
    /// @param prefix of all folders but INBOX
    /// @param delimiter between levels
    void deliver(
            String prefix,
            String delimiter,
            String folder,
            byte[] message,
            Set<String> flags,
            Instant internalDate) {
        String name =
                folder.equals("INBOX")
                        ? folder
                        : prefix
                                + String.join(
                                        delimiter,
                                        Arrays.stream(folder.split("/", -1))
                                                .map(FolderNames::encode)
                                                .toList());
        String date = DATE.format(internalDate.atZone(java.time.ZoneOffset.UTC));
        String command =
                "APPEND %s (%s) \"%s\""
                        .formatted(
                                quoted(name),
                                String.join(" ", flags),
                                date.indexOf('-') == 1 ? " " + date : date);
        try (ImapTalk talk = ImapTalk.login(port, user)) {
            if (!folder.equals("INBOX")) {
                talk.command("CREATE " + quoted(name));
            }
            talk.ok(command, message);
            talk.ok("LOGOUT");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(ImapTalk talk, Listed folder, List<StoredMessage> all)
            throws IOException {
        List<String> opened = talk.ok("EXAMINE " + folder.name());
        if (opened.stream().anyMatch(line -> line.matches("\\* 0 EXISTS"))) {
            return;
        }
        for (ServerResponse response :
                talk.responses("FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])")) {
            if (response.body() >= 0) {
                all.add(message(folder.folder(), response));
            }
        }
    }

    private static StoredMessage message(String folder, ServerResponse response) {
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < response.parts().size(); i += 2) {
            texts.append(response.parts().get(i));
        }
        Matcher flags = FLAGS.matcher(texts);
        Matcher date = INTERNAL_DATE.matcher(texts);
        if (!flags.find() || !date.find()) {
            throw new AssertionError("no FLAGS or INTERNALDATE: " + texts);
        }
        Set<String> kept = new TreeSet<>(Arrays.asList(flags.group(1).split(" ", -1)));
        kept.removeAll(Set.of("", "\\Recent"));
        return new StoredMessage(
                folder,
                StoredMessage.digest(Wire.bytes(response.parts().get(response.body()))),
                kept,
                ZonedDateTime.parse(date.group(1).strip(), DATE).toInstant());
    }

    private static Listed listed(Matcher line) {
        String name = line.group(3).replaceFirst("(?s)^\\{\\d+\\}\r\n", "");
        if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
            name = name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        String folder = name;
        if (line.group(2) != null) {
            String inbox = "INBOX" + line.group(2);
            folder = folder.startsWith(inbox) ? folder.substring(inbox.length()) : folder;
            folder = folder.replace(line.group(2), "/");
        }
        return new Listed(quoted(name), FolderNames.decode(folder));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

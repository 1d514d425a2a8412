package mailtally.demo.exchange;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How a mailbox writes a message's own header anew.
final class StoredHeader {
    private static final int LONGEST_SUBJECT = 255;
    private static final int INDEX_BYTES = 22;
    private static final Set<String> REGENERATED =
            Set.of(
                    "keywords",
                    "importance",
                    "priority",
                    "x-msmail-priority",
                    "x-priority",
                    "x-message-flag");
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ROOT);

    private final ExchangeSettings settings;
    private final String user;
    private final String mark;

    StoredHeader(ExchangeSettings settings, String user, String mark) {
        this.settings = settings;
        this.user = user;
        this.mark = mark;
    }

    void change(StoredFields header, StoredPart body) {
        if (settings.has(ExchangeQuirk.HEADERS_REGENERATED)) {
            regenerate(header);
        }
        if (settings.has(ExchangeQuirk.PRIVATE_HEADERS_DROPPED)) {
            header.remove(
                    name ->
                            (name.startsWith("x-") && !REGENERATED.contains(name))
                                    || name.equals("return-path")
                                    || name.equals("received"));
        }
        if (settings.has(ExchangeQuirk.FROM_REWRITTEN)) {
            from(header);
        }
        if (settings.has(ExchangeQuirk.SUBJECT_CUT)) {
            subject(header);
        }
        if (settings.has(ExchangeQuirk.DATE_IN_UTC)) {
            date(header);
        }
        if (settings.has(ExchangeQuirk.ONE_BCC_DROPPED)) {
            bcc(header);
        }
        if (settings.has(ExchangeQuirk.MESSAGE_ID_MADE_UP) && header.count("message-id") == 0) {
            header.set("Message-ID", "<" + mark + "@stand-in.example.com>");
        }
        if (settings.has(ExchangeQuirk.HEADERS_ADDED)) {
            add(header, body);
        }
    }

    private static void regenerate(StoredFields header) {
        String said =
                (header.only("importance").orElse("")
                                + " "
                                + header.only("x-msmail-priority").orElse("")
                                + " "
                                + header.only("x-priority").orElse(""))
                        .toLowerCase(Locale.ROOT);
        header.remove(REGENERATED::contains);
        if (said.contains("high") || said.matches(".* [12]\\b.*")) {
            header.set("Importance", "high");
            header.set("X-Priority", "1");
        } else if (said.contains("low") || said.matches(".* [45]\\b.*")) {
            header.set("Importance", "low");
            header.set("X-Priority", "5");
        }
    }

    private void from(StoredFields header) {
        Optional<String> given = header.only("from");
        if (given.isEmpty() || !user.contains("@")) {
            return;
        }
        try {
            InternetAddress[] from = InternetAddress.parseHeader(given.get(), true);
            if (from.length == 1
                    && settings.aliases().contains(from[0].getAddress().toLowerCase(Locale.ROOT))) {
                from[0].setAddress(user);
                header.set("From", from[0].toString());
            }
        } catch (AddressException e) {
            // No address that anybody could have as an alias.
        }
    }

    private static void subject(StoredFields header) {
        Optional<String> given = header.value("subject", v -> v.chars().allMatch(c -> c < 0x7f));
        if (given.isEmpty()) {
            return;
        }
        try {
            String text = MimeUtility.decodeText(given.get());
            if (text.length() > LONGEST_SUBJECT) {
                boolean pair = Character.isHighSurrogate(text.charAt(LONGEST_SUBJECT - 1));
                String cut = text.substring(0, pair ? LONGEST_SUBJECT - 1 : LONGEST_SUBJECT);
                header.set(
                        "Subject", MimeUtility.fold(9, MimeUtility.encodeText(cut, "UTF-8", "B")));
            }
        } catch (UnsupportedEncodingException e) {
            // Nobody knows how long it is.
        }
    }

    private static void date(StoredFields header) {
        Optional<String> given = header.only("date");
        if (given.isEmpty()) {
            return;
        }
        try {
            OffsetDateTime date =
                    OffsetDateTime.parse(
                            given.get().replaceAll("\\s+", " "),
                            DateTimeFormatter.RFC_1123_DATE_TIME);
            header.set("Date", WRITTEN.format(date.withOffsetSameInstant(ZoneOffset.UTC)));
        } catch (DateTimeException e) {
            // It is no date: it stays what it is.
        }
    }

    private static void bcc(StoredFields header) {
        Optional<String> given = header.only("bcc");
        if (given.isEmpty()) {
            return;
        }
        try {
            InternetAddress[] all = InternetAddress.parseHeader(given.get(), true);
            InternetAddress[] fewer = Arrays.copyOf(all, Math.max(0, all.length - 1));
            header.remove(name -> name.equals("bcc") && fewer.length == 0);
            if (fewer.length > 0) {
                header.set("Bcc", InternetAddress.toString(fewer, 5));
            }
        } catch (AddressException e) {
            // What is no list of addresses has no last one.
        }
    }

    private void add(StoredFields header, StoredPart body) {
        byte[] index = new byte[INDEX_BYTES];
        byte[] from = mark.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(from, 0, index, 0, INDEX_BYTES);
        header.only("subject")
                .map(s -> s.replaceFirst("(?i)^(re|aw|fw|fwd): *", ""))
                .filter(s -> !s.isEmpty())
                .ifPresent(topic -> header.set("Thread-Topic", topic));
        header.set("Thread-Index", Base64.getEncoder().encodeToString(index));
        header.set("X-MS-Has-Attach", files(body).isEmpty() ? "" : "yes");
    }

    private static List<StoredLeaf> files(StoredPart part) {
        List<StoredLeaf> files = new ArrayList<>();
        switch (part) {
            case StoredMulti multi -> multi.parts().forEach(child -> files.addAll(files(child)));
            case StoredLeaf leaf -> {
                if (leaf.attached()) {
                    files.add(leaf);
                }
            }
        }
        return files;
    }
}

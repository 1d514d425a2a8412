package mailtally.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The components of a message's header. A field without a value is no component. One that stands
/// twice, or that cannot be parsed, counts as text.
final class HeadComponents {
    private static final Pattern MESSAGE_ID = Pattern.compile("<[\\x21-\\x3b=\\x3f-\\xff]+>");

    /// Dates whose zone is beyond doubt (RFC 5322 sections 3.3 and 4.3) and whose minute has no
    /// leap second; others count as text.
    private static final Pattern CLEAR_DATE =
            Pattern.compile(
                    "[^:]*:\\d\\d(:[0-5]\\d)?\\s*([+-]\\d{4}|UTC?|GMT|Z|[ECMP][SD]T)\\s*(\\([^()]*\\)\\s*)?",
                    Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_DATE = 120;

    private final PartHeader header;
    private final boolean details;
    private final Collector out;

    private HeadComponents(PartHeader header, boolean details, Collector out) {
        this.header = header;
        this.details = details;
        this.out = out;
    }

    /// Adds what the header says to the sheet.
    ///
    /// @param details true to keep the fields' text
    static void add(PartHeader header, boolean details, Collector out) throws UnaccountedException {
        HeadComponents head = new HeadComponents(header, details, out);
        head.messageIds();
        head.dates();
        head.addresses("from", "From", Component.Kind.FROM_ADDRESS, Component.Kind.FROM_TEXT);
        for (String value : head.filled("subject")) {
            String subject = HeaderText.canonical(value);
            head.add(Component.Kind.SUBJECT, subject, "Subject: " + subject, value);
        }
        head.addresses("to", "To", Component.Kind.TO_ADDRESS, Component.Kind.TO_TEXT);
        head.addresses("cc", "Cc", Component.Kind.CC_ADDRESS, Component.Kind.CC_TEXT);
        head.addresses("bcc", "Bcc", Component.Kind.BCC_ADDRESS, Component.Kind.BCC_TEXT);
    }

    private void messageIds() throws UnaccountedException {
        List<String> texts = texts("message-id");
        for (String text : texts) {
            boolean clear = texts.size() == 1 && MESSAGE_ID.matcher(text).matches();
            add(Component.Kind.MESSAGE_ID, clear ? text : "text:" + text, "Message-ID: " + text);
        }
    }

    private void dates() throws UnaccountedException {
        List<String> texts = texts("date");
        for (String text : texts) {
            Optional<Long> ms =
                    texts.size() == 1
                                    && text.length() <= LONGEST_DATE
                                    && CLEAR_DATE.matcher(text).matches()
                            ? MailDate.parse(text)
                            : Optional.empty();
            String canonical = ms.map(t -> Long.toString(t / 1000)).orElse("text:" + text);
            add(Component.Kind.DATE, canonical, "Date: " + text);
        }
    }

    private void addresses(String name, String label, Component.Kind address, Component.Kind text)
            throws UnaccountedException {
        List<String> values = filled(name);
        if (values.size() == 1) {
            for (String mailbox : AddressList.parse(values.get(0)).orElse(List.of())) {
                add(address, mailbox, label + ": " + mailbox);
            }
        }
        for (String value : values) {
            String canonical = HeaderText.canonical(value);
            add(text, canonical, label + ": " + canonical, value);
        }
    }

    private List<String> filled(String name) {
        return header.values(name).stream()
                .filter(value -> !HeaderText.canonical(value).isEmpty())
                .toList();
    }

    private List<String> texts(String name) {
        return filled(name).stream().map(HeaderText::canonical).toList();
    }

    private void add(Component.Kind kind, String canonical, String label)
            throws UnaccountedException {
        add(kind, canonical, label, canonical);
    }

    /// @param value the field's value as it lies there, one character a byte
    private void add(Component.Kind kind, String canonical, String label, String value)
            throws UnaccountedException {
        byte[] bytes = canonical.getBytes(StandardCharsets.UTF_8);
        out.add(
                new Component(
                        kind,
                        "",
                        Sha256.digestOf(bytes),
                        bytes.length,
                        HeaderText.label(label),
                        "",
                        -1),
                details
                        ? Optional.of(new Detail.Field(canonical, HeaderText.text(value)))
                        : Optional.empty());
    }
}

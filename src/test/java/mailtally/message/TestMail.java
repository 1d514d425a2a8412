package mailtally.message;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Made-up mail that knows what it consists of. A message is a value; it can be written down in
/// many ways, and [#essence] says what all of them have in common, without any code of ours.
record TestMail(
        String messageId,
        long dateSeconds,
        List<Person> from,
        List<Person> to,
        List<Person> cc,
        String subject,
        Node body) {
    private static final String[] WORDS = {
        "plan",
        "budget",
        "caf\u00e9",
        "Gr\u00fc\u00dfe",
        "meeting",
        "a",
        "review",
        "\u0394elta",
        "ok"
    };

    /// A mailbox with a name.
    record Person(String name, String address) {}

    /// A body, or part of one.
    sealed interface Node permits Text, Html, File, Multi, Embedded, Signed {}

    record Text(List<String> lines) implements Node {}

    record Html(List<String> words, String link, String picture) implements Node {}

    record File(String name, String latin1) implements Node {}

    record Multi(String subtype, List<Node> children) implements Node {}

    record Embedded(TestMail mail) implements Node {}

    record Signed(String latin1, String signature) implements Node {}

    static TestMail random(Random r) {
        return random(r, 3);
    }

    private static TestMail random(Random r, int depth) {
        return new TestMail(
                "<" + r.nextInt(1_000_000) + "@example.com>",
                1_500_000_000L + r.nextInt(100_000_000),
                List.of(person(r)),
                people(r, 1 + r.nextInt(4)),
                people(r, r.nextInt(3)),
                String.join(" ", words(r, 1 + r.nextInt(5))),
                depth > 0 && r.nextInt(4) > 0 ? multi(r, depth) : leaf(r));
    }

    private static List<Person> people(Random r, int count) {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(person(r));
        }
        return people;
    }

    private static Person person(Random r) {
        return new Person(
                String.join(" ", words(r, r.nextInt(3))), "p" + r.nextInt(50) + "@example.org");
    }

    static List<String> words(Random r, int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(WORDS[r.nextInt(WORDS.length)]);
        }
        return words;
    }

    private static Node multi(Random r, int depth) {
        List<Node> children = new ArrayList<>();
        int count = 1 + r.nextInt(4);
        for (int i = 0; i < count; i++) {
            int kind = r.nextInt(8);
            if (kind == 0 && depth > 1) {
                children.add(new Embedded(random(r, depth - 1)));
            } else if (kind == 1 && depth > 1) {
                children.add(multi(r, depth - 1));
            } else if (kind == 2) {
                children.add(
                        new Signed(
                                "Content-Type: text/plain\n\n" + r.nextInt(100) + " signed \n",
                                "sig" + r.nextInt(100)));
            } else {
                children.add(leaf(r));
            }
        }
        String[] subtypes = {"mixed", "alternative", "related"};
        return new Multi(subtypes[r.nextInt(3)], children);
    }

    private static Node leaf(Random r) {
        return switch (r.nextInt(3)) {
            case 0 -> {
                List<String> lines = new ArrayList<>();
                int count = 1 + r.nextInt(5);
                for (int i = 0; i < count; i++) {
                    lines.add(
                            String.join(r.nextBoolean() ? " " : "  ", words(r, 1 + r.nextInt(6))));
                    if (r.nextInt(4) == 0) {
                        lines.add("");
                    }
                }
                lines.add("end" + r.nextInt(1000));
                yield new Text(lines);
            }
            case 1 ->
                    new Html(words(r, 1 + r.nextInt(8)), "l" + r.nextInt(1000), "s" + r.nextInt(9));
            default -> {
                byte[] bytes = new byte[1 + r.nextInt(200)];
                r.nextBytes(bytes);
                String name = r.nextInt(3) == 0 ? "" : WORDS[r.nextInt(WORDS.length)] + ".pdf";
                yield new File(name, new String(bytes, StandardCharsets.ISO_8859_1));
            }
        };
    }

    /// What the message consists of: one string a component, as a multiset in any order.
    List<String> essence() {
        List<String> all = new ArrayList<>();
        all.add("id " + messageId);
        all.add("date " + dateSeconds);
        all.add("subject " + subject);
        people("from", from, all);
        people("to", to, all);
        people("cc", cc, all);
        essence(body, all);
        all.sort(null);
        return all;
    }

    private static void people(String field, List<Person> people, List<String> all) {
        people.forEach(p -> all.add(field + " " + p.address()));
        if (!people.isEmpty()) {
            all.add(field + " as written " + people);
        }
    }

    private static void essence(Node node, List<String> all) {
        switch (node) {
            case Text text -> all.add("text " + text.lines());
            case Html html -> all.add("html " + html);
            case File file -> {
                all.add("file " + file.latin1());
                if (!file.name().isEmpty()) {
                    all.add("name " + file);
                }
            }
            case Multi multi -> multi.children().forEach(child -> essence(child, all));
            case Embedded embedded -> all.add("message " + embedded.mail().essence());
            case Signed signed -> {
                all.add("signed " + signed.latin1());
                all.add("file " + signed.signature());
            }
        }
    }

    /// One way to write a message down, with a note of each byte whether it says something.
    static final class Writer {
        private final Random r;
        private final StringBuilder out = new StringBuilder();
        private final List<Boolean> says = new ArrayList<>();

        Writer(Random r) {
            this.r = r;
        }

        /// The message, LF line ends, one character a byte.
        static Writer write(TestMail mail, Random r) {
            Writer w = new Writer(r);
            w.mail(mail);
            return w;
        }

        String latin1() {
            return out.toString();
        }

        byte[] bytes() {
            return latin1().getBytes(StandardCharsets.ISO_8859_1);
        }

        /// The places of bytes that say something and are no blank.
        List<Integer> places() {
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < out.length(); i++) {
                if (says.get(i) && out.charAt(i) > ' ') {
                    places.add(i);
                }
            }
            return places;
        }

        private Writer put(String latin1, boolean significant) {
            out.append(latin1);
            for (int i = 0; i < latin1.length(); i++) {
                says.add(significant);
            }
            return this;
        }

        private Writer frame(String latin1) {
            return put(latin1, false);
        }

        private Writer value(String latin1) {
            return put(latin1, true);
        }

        private void mail(TestMail mail) {
            List<Runnable> fields = new ArrayList<>();
            fields.add(() -> frame("Message-ID: ").value(mail.messageId()).frame("\n"));
            fields.add(() -> frame("Date: ").value(date(mail.dateSeconds())).frame("\n"));
            fields.add(() -> field("Subject", mail.subject()));
            fields.add(() -> people("From", mail.from()));
            fields.add(() -> people("To", mail.to()));
            if (!mail.cc().isEmpty()) {
                fields.add(() -> people("Cc", mail.cc()));
            }
            fields.add(() -> frame("MIME-Version: 1.0\n"));
            for (int i = r.nextInt(4); i > 0; i--) {
                fields.add(() -> frame("Received: by x" + r.nextInt(99) + "\n\tfor nobody\n"));
            }
            java.util.Collections.shuffle(fields, r);
            fields.forEach(Runnable::run);
            part(mail.body());
        }

        private String date(long seconds) {
            ZoneOffset zone =
                    ZoneOffset.ofHoursMinutes(1 + r.nextInt(11), r.nextBoolean() ? 30 : 0);
            String pattern = r.nextBoolean() ? "d MMM yyyy HH:mm:ss xx" : "dd MMM yyyy HH:mm:ss xx";
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                    .format(Instant.ofEpochSecond(seconds).atOffset(zone));
        }

        private void field(String name, String text) {
            frame(name + ":" + (r.nextBoolean() ? " " : "\n "));
            phrase(text);
            frame("\n");
        }

        private void people(String name, List<Person> people) {
            frame(name + ": ");
            for (int i = 0; i < people.size(); i++) {
                if (i > 0) {
                    value(",").frame(r.nextBoolean() ? " " : "\n\t");
                }
                phrase(people.get(i).name());
                frame(people.get(i).name().isEmpty() ? "" : " ");
                value("<" + people.get(i).address() + ">");
            }
            frame("\n");
        }

        /// Text as UTF-8, or in encoded words that cut it anywhere.
        private void phrase(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            boolean latin = StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
            if (text.isEmpty() || r.nextInt(3) == 0) {
                value(new String(utf8, StandardCharsets.ISO_8859_1));
                return;
            }
            boolean narrow = latin && r.nextBoolean();
            byte[] bytes = narrow ? text.getBytes(StandardCharsets.ISO_8859_1) : utf8;
            String charset = narrow ? "iso-8859-1" : "UTF-8";
            int at = 0;
            while (at < bytes.length) {
                int end = Math.min(bytes.length, at + 1 + r.nextInt(20));
                byte[] portion = java.util.Arrays.copyOfRange(bytes, at, end);
                frame(at == 0 ? "" : r.nextBoolean() ? " " : "\n ");
                if (r.nextBoolean()) {
                    // One changed character makes a blank a tab, or adds a tab: forgiven.
                    boolean blank = portionHasBlank(portion);
                    String base64 = Base64.getEncoder().encodeToString(portion);
                    String bare = base64.replace("=", "");
                    frame("=?" + charset + "?B?").put(bare, !blank);
                    frame(base64.substring(bare.length()));
                } else {
                    frame("=?" + charset + "?q?").value(q(portion));
                }
                frame("?=");
                at = end;
            }
        }

        private static boolean portionHasBlank(byte[] portion) {
            return new String(portion, StandardCharsets.ISO_8859_1).contains(" ");
        }

        private static String q(byte[] bytes) {
            StringBuilder text = new StringBuilder();
            for (byte b : bytes) {
                if (b == ' ') {
                    text.append('_');
                } else if (Character.isLetterOrDigit(b) && b > 0) {
                    text.append((char) b);
                } else {
                    text.append(String.format(Locale.ROOT, "=%02X", b & 0xff));
                }
            }
            return text.toString();
        }

        private void part(Node node) {
            switch (node) {
                case Text text -> text(String.join("\n", text.lines()));
                case Html html -> html(html);
                case File file -> file(file);
                case Multi multi -> multi(multi.subtype(), multi.children());
                case Embedded embedded -> {
                    frame("Content-Type: message/rfc822\n\n");
                    mail(embedded.mail());
                }
                case Signed signed -> {
                    String boundary = "s" + r.nextInt(1_000_000);
                    frame("Content-Type: multipart/signed; boundary=" + boundary + "\n\n");
                    frame("--" + boundary + "\n").value(signed.latin1());
                    frame("\n--" + boundary + "\nContent-Type: application/pgp-signature\n\n");
                    value(signed.signature()).frame("\n--" + boundary + "--\n");
                }
            }
        }

        private void multi(String subtype, List<Node> children) {
            String boundary = "=_" + r.nextInt(1_000_000) + (r.nextBoolean() ? " x" : "");
            frame("Content-Type: multipart/" + subtype + ";\n boundary=\"" + boundary + "\"\n\n");
            for (Node child : children) {
                frame("\n--" + boundary + "\n");
                part(child);
            }
            frame("\n--" + boundary + "--\n");
        }

        private void text(String text) {
            List<String> charsets = new ArrayList<>(List.of("utf-8"));
            for (String name : new String[] {"us-ascii", "iso-8859-1", "utf-16be"}) {
                if (Charset.forName(name).newEncoder().canEncode(text)) {
                    charsets.add(name);
                }
            }
            String charset = charsets.get(r.nextInt(charsets.size()));
            frame("Content-Type: text/plain; charset=" + charset + "\n");
            encoded(text.getBytes(Charset.forName(charset)), !charset.startsWith("utf-16"), false);
        }

        private void html(Html html) {
            frame("Content-Type: text/html; charset=\"utf-8\"\n");
            List<String> written = new ArrayList<>();
            String tag = r.nextBoolean() ? "p" : "div";
            written.add("<html><" + tag + " class=c>");
            for (String word : html.words()) {
                written.add(utf8(word));
                written.add(r.nextBoolean() ? " " : "\n");
            }
            written.add("</" + tag + "><a href=\"");
            written.add(html.link());
            written.add("\">x</a><img src=\"");
            written.add(html.picture());
            written.add("\"></html>");
            if (r.nextBoolean()) {
                frame("\n");
                for (String piece : written) {
                    put(piece, !piece.contains("<"));
                }
                frame("\n");
            } else {
                encoded(
                        String.join("", written).getBytes(StandardCharsets.ISO_8859_1),
                        false,
                        true);
            }
        }

        private static String utf8(String text) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }

        private void file(File file) {
            frame("Content-Type: application/pdf");
            if (!file.name().isEmpty()) {
                if (r.nextBoolean()) {
                    frame("\nContent-Disposition: attachment; filename*=utf-8''");
                    StringBuilder escaped = new StringBuilder();
                    for (byte b : file.name().getBytes(StandardCharsets.UTF_8)) {
                        escaped.append(
                                b > 0
                                        ? String.valueOf((char) b)
                                        : String.format(Locale.ROOT, "%%%02X", b & 0xff));
                    }
                    value(escaped.toString());
                } else {
                    frame(";\n name=\"");
                    phrase(file.name());
                    frame("\"");
                }
            }
            frame("\n");
            encoded(file.latin1().getBytes(StandardCharsets.ISO_8859_1), false, false);
        }

        /// A body with its transfer encoding.
        private void encoded(byte[] bytes, boolean mayStayAsItIs, boolean markup) {
            int how = r.nextInt(mayStayAsItIs ? 3 : 2);
            if (how == 2) {
                frame("Content-Transfer-Encoding: 8bit\n\n");
                value(new String(bytes, StandardCharsets.ISO_8859_1));
            } else if (how == 1) {
                frame("Content-Transfer-Encoding: quoted-printable\n\n");
                StringBuilder line = new StringBuilder();
                for (int i = 0; i < bytes.length; i++) {
                    byte b = bytes[i];
                    boolean plain = b > ' ' && b < 0x7f && b != '=';
                    line.append(
                            plain ? "" + (char) b : String.format(Locale.ROOT, "=%02X", b & 0xff));
                    if (r.nextInt(60) == 0) {
                        line.append("=\n");
                    }
                }
                put(line.toString(), !markup);
            } else {
                frame("Content-Transfer-Encoding: base64\n\n");
                int width = 4 * (1 + r.nextInt(25));
                Base64.Encoder encoder = Base64.getMimeEncoder(width, new byte[] {'\n'});
                // One changed padding character adds a line end to a text: forgiven.
                String written = encoder.encodeToString(bytes);
                String bare = written.replace("=", "");
                put(bare, !markup).frame(written.substring(bare.length()));
            }
            frame(r.nextBoolean() && how == 0 ? "\n" : "");
        }
    }
}

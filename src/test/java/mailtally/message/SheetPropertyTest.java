package mailtally.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Invariants 2, 3 and 4 of the proof's rules, for one message: the oracle is [TestMail], which
/// knows what it wrote.
class SheetPropertyTest {
    private static final int EXAMPLES = 300;

    private static void forRandom(Consumer<Random> check) {
        qt().withFixedSeed(20190305)
                .withExamples(EXAMPLES)
                .withShrinkCycles(0)
                .forAll(longs().all())
                .checkAssert(seed -> check.accept(new Random(seed)));
    }

    private static Sheet sheet(TestMail mail, Random r) {
        return SheetMakerTest.sheet(TestMail.Writer.write(mail, r).bytes());
    }

    private static boolean contains(List<String> all, List<String> some) {
        List<String> left = new ArrayList<>(all);
        return some.stream().allMatch(left::remove);
    }

    @Test
    void howAMessageIsWrittenDownMakesNoDifference() {
        forRandom(
                r -> {
                    TestMail mail = TestMail.random(r);
                    Sheet one = sheet(mail, r);
                    Sheet two = sheet(mail, r);
                    assertThat(Containment.of(one, two).lost()).isEmpty();
                    assertThat(Containment.of(one, two).added()).isEmpty();
                    assertThat(one.contentDigest()).isEqualTo(two.contentDigest());
                    assertThat(one.components()).noneMatch(c -> c.kind() == Component.Kind.RAW);
                    assertThat(one.components()).hasSameSizeAs(mail.essence());
                });
    }

    @Test
    void itIsTheSameWhereTheMessageWasDigestedBefore() {
        forRandom(
                r -> {
                    byte[] bytes = TestMail.Writer.write(TestMail.random(r), r).bytes();
                    if (r.nextInt(3) == 0) {
                        bytes[r.nextInt(bytes.length)] = (byte) "\r\n\0".charAt(r.nextInt(3));
                    }
                    MessageBytes message = MessageBytes.of(bytes);
                    Digests digests = digests(message);
                    if (digests.unreadableReason().isEmpty()) {
                        assertThat(sheet(message, Optional.of(digests)))
                                .isEqualTo(sheet(message, Optional.empty()));
                    }
                });
    }

    private static Digests digests(MessageBytes message) {
        try {
            return new Digester().digest(message);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Sheet sheet(MessageBytes message, Optional<Digests> digests) {
        try {
            SheetMaker maker = new SheetMaker();
            return digests.isPresent()
                    ? maker.make(message, digests.get(), List.of())
                    : maker.make(message, List.of());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSheetIsContainedExactlyWhereEveryThingIsThere() {
        forRandom(
                r -> {
                    TestMail mail = TestMail.random(r);
                    TestMail other = edited(mail, r);
                    assertThat(Containment.of(sheet(mail, r), sheet(other, r)).whole())
                            .isEqualTo(contains(other.essence(), mail.essence()));
                    assertThat(Containment.of(sheet(other, r), sheet(mail, r)).whole())
                            .isEqualTo(contains(mail.essence(), other.essence()));
                });
    }

    /// One leaf changed, lost or added anywhere, or one thing in the header.
    private static TestMail edited(TestMail m, Random r) {
        return switch (r.nextInt(8)) {
            case 0 -> with(m, m.to().subList(1, m.to().size()), m.cc(), m.subject(), m.body());
            case 1 -> {
                List<TestMail.Person> more = new ArrayList<>(m.cc());
                more.add(new TestMail.Person("", "more@example.org"));
                yield with(m, m.to(), more, m.subject(), m.body());
            }
            case 2 -> with(m, m.to(), m.cc(), m.subject() + " x", m.body());
            default -> with(m, m.to(), m.cc(), m.subject(), edited(m.body(), r));
        };
    }

    private static TestMail with(
            TestMail m,
            List<TestMail.Person> to,
            List<TestMail.Person> cc,
            String subject,
            TestMail.Node body) {
        return new TestMail(m.messageId(), m.dateSeconds(), m.from(), to, cc, subject, body);
    }

    private static TestMail.Node edited(TestMail.Node node, Random r) {
        return switch (node) {
            case TestMail.Text text -> {
                List<String> lines = new ArrayList<>(text.lines());
                lines.remove(r.nextInt(lines.size()));
                lines.add("end");
                yield new TestMail.Text(lines);
            }
            case TestMail.Html html ->
                    r.nextBoolean()
                            ? new TestMail.Html(
                                    html.words().subList(1, html.words().size()),
                                    html.link(),
                                    html.picture())
                            : new TestMail.Html(html.words(), html.link() + "x", html.picture());
            case TestMail.File file ->
                    r.nextBoolean()
                            ? new TestMail.File(file.name(), file.latin1() + "x")
                            : new TestMail.File(file.name() + "x", file.latin1());
            case TestMail.Signed signed ->
                    new TestMail.Signed(signed.latin1() + "x", signed.signature());
            case TestMail.Embedded embedded -> new TestMail.Embedded(edited(embedded.mail(), r));
            case TestMail.Multi multi -> {
                List<TestMail.Node> children = new ArrayList<>(multi.children());
                int at = r.nextInt(children.size());
                switch (r.nextInt(4)) {
                    case 0 -> children.add(children.get(at));
                    case 1 -> children.remove(at);
                    default -> children.set(at, edited(children.get(at), r));
                }
                yield new TestMail.Multi(
                        multi.subtype(), children.isEmpty() ? multi.children() : children);
            }
        };
    }

    @Test
    void lineEndsFinalBlankLinesAndStoreHeadersAreForgiven() {
        forRandom(
                r -> {
                    TestMail mail = TestMail.random(r);
                    String plain = TestMail.Writer.write(mail, r).latin1();
                    Sheet sheet = SheetMakerTest.sheet(plain);
                    String crLf = plain.replace("\n", "\r\n");
                    assertThat(SheetMakerTest.sheet(crLf).contentDigest())
                            .isEqualTo(sheet.contentDigest());
                    Sheet changed = SheetMakerTest.sheet(asStoresChange(plain, r));
                    assertThat(Containment.of(sheet, changed).lost()).isEmpty();
                    assertThat(Containment.of(changed, sheet).lost()).isEmpty();
                    assertThat(changed.contentDigest()).isEqualTo(sheet.contentDigest());
                });
    }

    private static String asStoresChange(String plain, Random r) {
        StringBuilder out = new StringBuilder();
        out.append(r.nextBoolean() ? "From x@y Tue Mar  5 10:11:12 2019\n" : "");
        out.append(r.nextBoolean() ? "Status: RO\nX-UID: 7\n" : "").append(plain);
        while (r.nextInt(3) > 0) {
            out.append('\n');
        }
        if (r.nextInt(3) == 0 && out.charAt(out.length() - 1) == '\n') {
            out.setLength(out.length() - 1);
        }
        StringBuilder lines = new StringBuilder();
        boolean mixed = r.nextBoolean();
        boolean signed = plain.contains("multipart/signed");
        for (int i = 0; i < out.length(); i++) {
            if (out.charAt(i) == '\n' && mixed) {
                lines.append("\r".repeat(r.nextInt(signed ? 2 : 3)));
            }
            lines.append(out.charAt(i));
        }
        return lines.toString();
    }

    @Test
    void aChangedByteThatSaysSomethingIsNeverForgiven() {
        forRandom(
                r -> {
                    TestMail mail = TestMail.random(r);
                    TestMail.Writer written = TestMail.Writer.write(mail, r);
                    Sheet sheet = SheetMakerTest.sheet(written.bytes());
                    List<Integer> places = written.places();
                    for (int i = 0; i < 10; i++) {
                        byte[] bytes = written.bytes();
                        int at = places.get(r.nextInt(places.size()));
                        byte other = otherByte(bytes[at], r);
                        bytes[at] = other;
                        Containment c = Containment.of(sheet, SheetMakerTest.sheet(bytes));
                        assertThat(c.whole())
                                .as("byte %d of%n%s%nas %s", at, written.latin1(), (char) other)
                                .isFalse();
                    }
                });
    }

    /// Another printable character, and not the same letter in the other case.
    private static byte otherByte(byte b, Random r) {
        while (true) {
            byte other = (byte) ('!' + r.nextInt('~' - '!' + 1));
            if (Character.toLowerCase((char) other) != Character.toLowerCase((char) (b & 0xff))) {
                return other;
            }
        }
    }

    @Test
    void anyDamageAtAllGivesASheetThatHoldsItself() {
        forRandom(
                r -> {
                    StringBuilder message =
                            new StringBuilder(
                                    TestMail.Writer.write(TestMail.random(r), r).latin1());
                    for (int i = r.nextInt(5); i >= 0; i--) {
                        int at = r.nextInt(Math.max(1, message.length() - 1));
                        int end = Math.min(message.length(), at + 1 + r.nextInt(30));
                        switch (r.nextInt(4)) {
                            case 0 -> message.delete(at, end);
                            case 1 -> message.insert(at, message.substring(at, end));
                            case 2 -> message.setCharAt(at, (char) r.nextInt(256));
                            default ->
                                    message.setLength(
                                            Math.min(message.length(), Math.max(end, 40)));
                        }
                    }
                    try {
                        Sheet sheet =
                                new SheetMaker()
                                        .make(
                                                MessageBytes.of(
                                                        message.toString()
                                                                .getBytes(
                                                                        StandardCharsets
                                                                                .ISO_8859_1)),
                                                List.of());
                        assertThat(Containment.of(sheet, sheet).whole()).isTrue();
                        assertThat(Sheet.parse(sheet.toBytes())).isEqualTo(sheet);
                    } catch (UnreadableException e) {
                        assertThat(e).hasMessageContaining("The message has no");
                    } catch (java.io.IOException e) {
                        throw new AssertionError(e);
                    }
                });
    }
}

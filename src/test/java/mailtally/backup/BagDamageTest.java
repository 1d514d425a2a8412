package mailtally.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import mailtally.inventory.Progress;
import mailtally.tally.Exceptional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damages a bag anywhere, and holds the second reader to what it must say. What must be named is
/// told by the positions of the damage in files as the test itself reads them.
final class BagDamageTest {
    private static final String MBOX = "data/INBOX.mbox/mbox";
    private static final String LINES = "messages.jsonl";

    @TempDir Path target;
    private Path bag;
    private final Map<String, byte[]> original = new TreeMap<>();
    private final List<Exceptional> named = new ArrayList<>();
    private final TreeSet<String> always = new TreeSet<>();

    @BeforeEach
    void makeABag() throws Exception {
        SealedBag sealed = Sample.account().backUp(target);
        bag = sealed.bag();
        try (Stream<Path> files = Files.walk(bag)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                original.put(bag.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        original.put("../" + sealed.proof().getFileName(), Files.readAllBytes(sealed.proof()));
        assertThat(verify().intact()).isTrue();
        named.forEach(e -> always.add(e.folder() + " " + e.locator()));
    }

    /// A message in a package: `[separator, start)` is the line before it, `[start, end)` the
    /// message, `end` the empty line.
    private record Place(int separator, int start, int end) {
        String locator() {
            return MBOX + "@" + start;
        }
    }

    private List<Place> places() {
        String text = new String(original.get(MBOX), StandardCharsets.ISO_8859_1);
        List<Place> places = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int start = text.indexOf('\n', at) + 1;
            int next = text.indexOf("\n\nFrom ", start);
            int end = next < 0 ? text.length() - 1 : next + 1;
            places.add(new Place(at, start, end));
            at = end + 1;
        }
        assertThat(places).hasSize(22);
        return places;
    }

    @Test
    void anyFlippedByteInAPackageNamesTheMessageItBelongsToOrStandsBeside() throws Exception {
        Random random = new Random(1);
        List<Place> places = places();
        byte[] all = original.get(MBOX);
        for (int i = 0; i < 400; i++) {
            int at = random.nextInt(all.length);
            byte[] damaged = all.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Place hit = places.stream().filter(p -> at <= p.end()).findFirst().orElseThrow();
            put(MBOX, damaged);
            expectNamed("flip at " + at, List.of(hit.locator()));
        }
        restore(MBOX);
    }

    @Test
    void aByteChangedToALineEndOrToAnythingNamesItsMessage() throws Exception {
        Random random = new Random(2);
        List<Place> places = places();
        byte[] all = original.get(MBOX);
        for (int i = 0; i < 150; i++) {
            int at = random.nextInt(all.length);
            byte[] damaged = all.clone();
            damaged[at] = (byte) "\n>F\r\u0000".charAt(random.nextInt(5));
            if (damaged[at] == all[at]) {
                continue;
            }
            Place hit = places.stream().filter(p -> at <= p.end()).findFirst().orElseThrow();
            put(MBOX, damaged);
            expectNamed("change at " + at, List.of(hit.locator()));
        }
        restore(MBOX);
    }

    @Test
    void aDroppedMessageNamesOnlyItself() throws Exception {
        for (Place place : places()) {
            put(MBOX, cut(original.get(MBOX), place.separator(), place.end() + 1));
            List<String> names = verifyAndName();
            assertThat(names).as("drop " + place).hasSize(1);
            assertThat(names).containsExactly(place.locator());
        }
        restore(MBOX);
    }

    @Test
    void aDoubledMessageNamesOnlyItself() throws Exception {
        Random random = new Random(3);
        List<Place> places = places();
        byte[] all = original.get(MBOX);
        for (Place place : places) {
            byte[] record = Arrays.copyOfRange(all, place.separator(), place.end() + 1);
            int where = places.get(random.nextInt(places.size())).separator();
            for (int at : new int[] {place.end() + 1, where, all.length}) {
                put(MBOX, join(Arrays.copyOf(all, at), record, cut(all, 0, at)));
                verifyAndName();
                List<Exceptional> news = news();
                assertThat(news).as("double " + place + " at " + at).hasSize(1);
                assertThat(news.getFirst().messageId()).isEqualTo(id(place));
            }
        }
        restore(MBOX);
    }

    @Test
    void swappedMessagesNameThemselves() throws Exception {
        Random random = new Random(4);
        List<Place> places = places();
        byte[] all = original.get(MBOX);
        for (int i = 0; i < 60; i++) {
            Place one = places.get(random.nextInt(places.size()));
            Place other = places.get(random.nextInt(places.size()));
            if (one.start() >= other.start() || text(one.locator()).equals(text(other.locator()))) {
                continue;
            }
            put(
                    MBOX,
                    join(
                            Arrays.copyOf(all, one.separator()),
                            Arrays.copyOfRange(all, other.separator(), other.end() + 1),
                            Arrays.copyOfRange(all, one.end() + 1, other.separator()),
                            Arrays.copyOfRange(all, one.separator(), one.end() + 1),
                            cut(all, 0, other.end() + 1)));
            expectNamed("swap " + one + other, List.of(one.locator(), other.locator()));
        }
        restore(MBOX);
    }

    @Test
    void aPackageCutShortNamesWhatIsBehindTheCut() throws Exception {
        Random random = new Random(5);
        byte[] all = original.get(MBOX);
        for (int i = 0; i < 100; i++) {
            int at = random.nextInt(all.length);
            put(MBOX, Arrays.copyOf(all, at));
            expectNamed(
                    "cut at " + at,
                    places().stream().filter(p -> p.end() >= at).map(Place::locator).toList());
        }
        Files.delete(bag.resolve(MBOX));
        expectNamed("gone", places().stream().map(Place::locator).toList());
        restore(MBOX);
    }

    @Test
    void bytesTakenOutNameTheMessagesTheyWereIn() throws Exception {
        Random random = new Random(6);
        byte[] all = original.get(MBOX);
        List<Place> places = places();
        for (int i = 0; i < 150; i++) {
            Place place = places.get(random.nextInt(places.size()));
            int from = place.start() + random.nextInt(place.end() - 1 - place.start());
            int to = from + 1 + random.nextInt(place.end() - 1 - from);
            put(MBOX, cut(all, from, to));
            List<String> names = verifyAndName();
            assertThat(names).as("take out " + from + " to " + to).isNotEmpty();
            assertThat(names).containsOnly(place.locator());
        }
        restore(MBOX);
    }

    @Test
    void aFlippedByteInTheTableNamesTheMessageOfItsLine() throws Exception {
        Random random = new Random(7);
        byte[] all = original.get(LINES);
        String[] lines = new String(all, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(all.length);
            byte[] damaged = all.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            put(LINES, damaged);
            List<String> names = verifyAndName();
            int number = lineNumber(all, at);
            if (lines[number].contains("\"unreadable\":")) {
                assertThat(named).as("flip at " + at).anyMatch(e -> e.reason().contains("line"));
            } else {
                assertThat(names).as("flip at " + at).containsExactly(locator(lines[number]));
            }
        }
        restore(LINES);
    }

    @Test
    void aLineDroppedDoubledOrSwappedInTheTableIsNamed() throws Exception {
        String[] lines = new String(original.get(LINES), StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            if (lines[i].contains("\"unreadable\":")) {
                continue;
            }
            List<String> dropped = new ArrayList<>(List.of(lines));
            dropped.remove(i);
            put(LINES, utf8(dropped));
            expectNamed("drop line " + i, List.of(locator(lines[i])));
            List<String> doubled = new ArrayList<>(List.of(lines));
            doubled.add(i, lines[i]);
            put(LINES, utf8(doubled));
            expectNamed("double line " + i, List.of(locator(lines[i])));
        }
        List<String> swapped = new ArrayList<>(List.of(lines));
        int first = inInbox(lines, 2);
        int second = inInbox(lines, 9);
        swapped.set(first, lines[second]);
        swapped.set(second, lines[first]);
        put(LINES, utf8(swapped));
        expectNamed("swap lines", List.of(locator(lines[first]), locator(lines[second])));
        restore(LINES);
    }

    @Test
    void anyFlippedByteInAnyFileFails() throws Exception {
        Random random = new Random(8);
        List<String> files = new ArrayList<>(original.keySet());
        int damages = 0;
        for (int i = 0; i < 400; i++) {
            String file = files.get(random.nextInt(files.size()));
            byte[] damaged = original.get(file).clone();
            if (damaged.length == 0) {
                continue;
            }
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            put(file, damaged);
            assertThat(verify().intact()).as(file).isFalse();
            restore(file);
            damages++;
        }
        assertThat(damages).isGreaterThan(300);
        assertThat(verify().intact()).isTrue();
    }

    @Test
    void everyByteOfTheSmallFilesCounts() throws Exception {
        for (String file : original.keySet()) {
            boolean small = !file.startsWith("data/") && !file.equals(LINES);
            for (int at = 0; small && at < original.get(file).length; at += 7) {
                byte[] damaged = original.get(file).clone();
                damaged[at] ^= 1;
                put(file, damaged);
                assertThat(verify().intact()).as(file + " at " + at).isFalse();
            }
            restore(file);
        }
    }

    @Test
    void damageToAnExactOrRawFileNamesItsMessage() throws Exception {
        String[] lines = new String(original.get(LINES), StandardCharsets.UTF_8).split("\n", -1);
        int seen = 0;
        for (String file : original.keySet()) {
            if (file.startsWith("data/exact/")) {
                byte[] damaged = original.get(file).clone();
                damaged[damaged.length / 2] ^= 1;
                put(file, damaged);
                expectNamed(
                        file,
                        Stream.of(lines).filter(l -> l.contains(file)).map(this::locator).toList());
                Files.delete(bag.resolve(file));
                expectNamed(
                        file,
                        Stream.of(lines).filter(l -> l.contains(file)).map(this::locator).toList());
                restore(file);
                seen++;
            } else if (file.startsWith("data/unreadable/")) {
                put(file, new byte[] {'x'});
                verifyAndName();
                assertThat(named).anyMatch(e -> e.reason().contains(file));
                restore(file);
                seen++;
            }
        }
        assertThat(seen).isEqualTo(4);
    }

    @Test
    void aFileTooManyOrALinkFails() throws Exception {
        Files.writeString(bag.resolve("data/extra"), "x");
        assertThat(verify().damages()).anyMatch(d -> d.contains("data/extra"));
        Files.delete(bag.resolve("data/extra"));
        Files.writeString(bag.resolve("extra.txt"), "x");
        assertThat(verify().damages()).anyMatch(d -> d.contains("extra.txt"));
        Files.delete(bag.resolve("extra.txt"));
        Files.move(bag.resolve(MBOX), target.resolve("elsewhere"));
        Files.createSymbolicLink(bag.resolve(MBOX), target.resolve("elsewhere"));
        assertThat(verify().intact()).isFalse();
        Files.delete(bag.resolve(MBOX));
        Files.move(target.resolve("elsewhere"), bag.resolve(MBOX));
        Files.writeString(bag.resolve(".DS_Store"), "x");
        Verification found = verify();
        assertThat(found.intact()).isTrue();
        assertThat(found.warnings()).anyMatch(w -> w.contains(".DS_Store"));
    }

    @Test
    void anyFileThatIsGoneOrEmptyFails() throws Exception {
        for (String file : original.keySet()) {
            Files.delete(bag.resolve(file));
            Verification found = verify();
            boolean proof = file.startsWith("../");
            assertThat(found.intact()).as(file).isEqualTo(proof);
            assertThat(found.warnings()).as(file).hasSize(proof ? 1 : 0);
            if (original.get(file).length > 0) {
                put(file, new byte[0]);
                assertThat(verify().intact()).as(file).isFalse();
            }
            restore(file);
        }
        assertThat(verify().intact()).isTrue();
    }

    private int inInbox(String[] lines, int number) {
        int seen = 0;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].contains(MBOX) && seen++ == number) {
                return i;
            }
        }
        throw new AssertionError();
    }

    private void put(String file, byte[] content) throws IOException {
        Files.write(bag.resolve(file), content);
    }

    private void restore(String file) throws IOException {
        put(file, original.get(file));
    }

    private Verification verify() throws Exception {
        named.clear();
        return BagVerifier.verify(bag, named::add, Progress.NONE);
    }

    /// Verifies, expects failure, and answers who was named and is not named anyway.
    private List<String> verifyAndName() throws Exception {
        Verification found = verify();
        assertThat(found.intact()).isFalse();
        assertThat(found.proven()).isFalse();
        assertThat(found.counts().balanced()).isTrue();
        return news().stream().map(Exceptional::locator).toList();
    }

    private List<Exceptional> news() {
        return named.stream()
                .filter(
                        e ->
                                !always.contains(e.folder() + " " + e.locator())
                                        || e.reason().startsWith("It"))
                .filter(e -> !e.reason().contains("when it was backed up"))
                .toList();
    }

    private void expectNamed(String what, List<String> locators) throws Exception {
        assertThat(verifyAndName()).as(what).containsExactlyInAnyOrderElementsOf(locators);
    }

    private String text(String locator) {
        int start = Integer.parseInt(locator.substring(locator.indexOf('@') + 1));
        Place place = places().stream().filter(p -> p.start() == start).findFirst().orElseThrow();
        return new String(
                original.get(MBOX), start, place.end() - start, StandardCharsets.ISO_8859_1);
    }

    private String id(Place place) {
        return text(place.locator()).replaceFirst("(?s).*?Message-ID: (\\S+).*", "$1");
    }

    private String locator(String line) {
        String packageFile = line.replaceFirst(".*\"package\":\"([^\"]*)\".*", "$1");
        String offset = line.replaceFirst(".*\"offset\":(\\d+).*", "$1");
        return packageFile.replace("\u00fc", "%C3%BC") + "@" + offset;
    }

    private static int lineNumber(byte[] all, int at) {
        int lines = 0;
        for (int i = 0; i < at; i++) {
            lines += all[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static byte[] utf8(List<String> lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] cut(byte[] all, int from, int to) {
        return join(Arrays.copyOf(all, from), Arrays.copyOfRange(all, to, all.length));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

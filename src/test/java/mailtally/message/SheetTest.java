package mailtally.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The stored form, the content digest, and containment on lists made by hand.
class SheetTest {
    private static Component part(
            Component.Kind kind, String path, String digestOf, String type, long encodedBytes) {
        Sha256 digest = Sha256.digestOf(digestOf.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new Component(
                kind, path, digest, digestOf.length(), "é, " + type, type, encodedBytes);
    }

    private static Component pdf(String path, String digestOf, long encodedBytes) {
        return part(Component.Kind.BINARY, path, digestOf, "application/pdf", encodedBytes);
    }

    private static Component missing(String path, long encodedBytes) {
        return part(
                Component.Kind.NOT_DOWNLOADED, path, "m" + path, "application/pdf", encodedBytes);
    }

    private static Sheet sheet(Component... components) {
        return new Sheet(Sheet.VERSION, List.of(components));
    }

    @Test
    void theStoredFormGivesTheSameSheetAgain() {
        Sheet sheet = sheet(pdf("1", "a", 10), pdf("2", "b", -1), missing("3", 4));
        assertThat(Sheet.parse(sheet.toBytes())).isEqualTo(sheet);
    }

    @Test
    void anythingElseThanAStoredSheetIsRefused() {
        byte[] stored = sheet(pdf("1", "a", 10), missing("3", 4)).toBytes();
        for (int length = 0; length < stored.length; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> Sheet.parse(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        byte[] longer = Arrays.copyOf(stored, stored.length + 1);
        assertThatThrownBy(() -> Sheet.parse(longer)).isInstanceOf(IllegalArgumentException.class);
        byte[] otherVersion = stored.clone();
        otherVersion[7] = 2;
        assertThatThrownBy(() -> Sheet.parse(otherVersion))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFlippedBitIsRefusedOrGivesAnotherSheet() {
        Sheet sheet = sheet(pdf("1", "a", 10), missing("3", 4));
        byte[] stored = sheet.toBytes();
        for (int bit = 0; bit < stored.length * 8; bit++) {
            byte[] damaged = stored.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(Sheet.parse(damaged)).isNotEqualTo(sheet);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void anEmptySheetIsNoSheetSinceItWouldBeInEveryOther() {
        assertThatThrownBy(() -> new Sheet(Sheet.VERSION, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theContentDigestKnowsNoOrderNoNumbersAndNoLabels() {
        Sheet one = sheet(pdf("1", "a", 10), pdf("2", "b", 10));
        Sheet two = sheet(pdf("7", "b", 99), pdf("8", "a", 10));
        assertThat(one.contentDigest()).isEqualTo(two.contentDigest());
        assertThat(sheet(pdf("1", "a", 10), pdf("1", "a", 10)).contentDigest())
                .isNotEqualTo(sheet(pdf("1", "a", 10)).contentDigest());
    }

    @Test
    void sheetsOfDifferentVersionsAreNotCompared() {
        Sheet newer = new Sheet(2, List.of(pdf("1", "a", 10)));
        assertThatThrownBy(() -> Containment.of(sheet(pdf("1", "a", 10)), newer))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneAndTheSameComponentTwiceWantsTwo() {
        Component same = pdf("1", "a", 10);
        assertThat(Containment.of(sheet(same, same), sheet(same)).lost()).containsExactly(same);
        assertThat(Containment.of(sheet(same, same), sheet(same, same)).whole()).isTrue();
    }

    @Test
    void eachPartThatWasNeverDownloadedWantsAPartOfItsOwn() {
        Sheet source = sheet(missing("2", 10), missing("3", 11));
        assertThat(Containment.of(source, sheet(pdf("2", "a", 11), pdf("3", "b", 12))).whole())
                .isTrue();
        assertThat(Containment.of(source, sheet(pdf("2", "a", 10))).lost()).hasSize(1);
        assertThat(Containment.of(source, sheet(pdf("2", "a", 10), pdf("3", "b", 14))).lost())
                .extracting(Component::path)
                .containsExactly("3");
    }

    @Test
    void aPartThatProvesAnotherDoesNotAlsoStandForAMissingOne() {
        Sheet source = sheet(pdf("1", "a", 10), missing("2", 10));
        assertThat(Containment.of(source, sheet(pdf("1", "a", 10))).lost())
                .extracting(Component::path)
                .containsExactly("2");
    }

    @Test
    void aMissingPartOfUnknownLengthIsNeverProven() {
        assertThat(Containment.of(sheet(missing("2", -1)), sheet(pdf("2", "a", 10))).whole())
                .isFalse();
    }

    @Test
    void theHeadsAgreeOnlyWhereThereIsEnoughOfThem() {
        Component id = part(Component.Kind.MESSAGE_ID, "", "<1>", "", -1);
        Component date = part(Component.Kind.DATE, "", "1", "", -1);
        Component from = part(Component.Kind.FROM_ADDRESS, "", "a@b", "", -1);
        Component fromText = part(Component.Kind.FROM_TEXT, "", "A <a@b>", "", -1);
        Component other = part(Component.Kind.FROM_TEXT, "", "B <a@b>", "", -1);
        Component body = pdf("1", "a", 1);
        assertThat(Containment.of(sheet(body), sheet(body)).sameHead()).isFalse();
        assertThat(Containment.of(sheet(date), sheet(date)).sameHead()).isFalse();
        assertThat(Containment.of(sheet(id, body), sheet(id)).sameHead()).isTrue();
        assertThat(Containment.of(sheet(date, from, fromText), sheet(date, from, other)).sameHead())
                .isTrue();
        assertThat(Containment.of(sheet(id, date), sheet(id)).sameHead()).isFalse();
        assertThat(Containment.of(sheet(id, date, from), sheet(date, from)).sameHead()).isFalse();
    }

    @Test
    void contentIsSharedOnlyWhereThereIsSome() {
        Component empty = part(Component.Kind.BINARY, "1", "", "image/png", 0);
        Component id = part(Component.Kind.MESSAGE_ID, "", "<1>", "", -1);
        assertThat(Containment.of(sheet(id, empty), sheet(id, empty)).shareContent()).isFalse();
        Component full = pdf("1", "a", 1);
        assertThat(Containment.of(sheet(id, full), sheet(full)).shareContent()).isTrue();
    }

    @Test
    void containmentOfRandomListsIsContainmentOfMultisets() {
        Random r = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            List<Component> source = new ArrayList<>();
            List<Component> target = new ArrayList<>();
            for (int j = r.nextInt(6); j >= 0; j--) {
                source.add(pdf("" + j, "" + r.nextInt(4), 1));
            }
            for (int j = r.nextInt(8); j >= 0; j--) {
                target.add(pdf("" + j, "" + r.nextInt(4), 1));
            }
            int lost = 0;
            for (int v = 0; v < 4; v++) {
                Sha256 digest = pdf("", "" + v, 1).digest();
                List<Sha256> there = target.stream().map(Component::digest).toList();
                List<Sha256> here = source.stream().map(Component::digest).toList();
                lost +=
                        Math.max(
                                0,
                                Collections.frequency(here, digest)
                                        - Collections.frequency(there, digest));
            }
            Containment c = Containment.of(new Sheet(1, source), new Sheet(1, target));
            assertThat(c.lost()).hasSize(lost);
            assertThat(c.added()).hasSize(target.size() - source.size() + lost);
        }
    }
}

package mailtally.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mailtally.message.Sha256;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class StoreWriterTest {
    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void pythonReadsEachMessageByteForByteInItsFolder(StoreWriter writer) {
        Choices choices = Choices.of(21);
        List<Placed> messages = new ArrayList<>();
        for (Placed message : Placed.set(choices, 0, 80, 4)) {
            // Mbox keeps blank lines at a message's end apart from its own only without any.
            Dress dress = Dress.any(choices, choices.oneIn(4));
            messages.add(
                    message.dressed(
                            new Dress(
                                    writer == StoreWriter.MBOX ? Dress.Ends.LF : dress.ends(),
                                    0,
                                    dress.storeHeaders(),
                                    dress.marked(),
                                    dress.nulAs80())));
        }
        Path root = writer.write(folder.resolve("store"), messages, choices);
        JsonNode found =
                Python.run(
                        folder.resolve("python"),
                        "/mailtally/testing/stores.py",
                        writer.name(),
                        root.toString());
        Map<String, List<String>> expected = new TreeMap<>();
        messages.forEach(
                m ->
                        expected.computeIfAbsent(m.folder().text(), _ -> new ArrayList<>())
                                .add(Sha256.digestOf(m.bytes()).hex()));
        expected.values().forEach(Collections::sort);
        Map<String, List<String>> actual = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : found.properties()) {
            List<String> digests = new ArrayList<>();
            entry.getValue().forEach(digest -> digests.add(digest.asString()));
            Collections.sort(digests);
            actual.put(entry.getKey(), digests);
        }
        assertThat(actual).isEqualTo(expected);
    }
}

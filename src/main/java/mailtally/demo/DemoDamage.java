package mailtally.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What was done to a copy of a backup, so that a person sees `verify` find it.
///
/// @param packageFile the file that was changed, from the bag's top, with `/`
/// @param folder the mail folder's name, as `FolderPath.text` has it
/// @param number the message's place in its folder, from 1
/// @param locator where the message lay in the library
/// @param subject the Subject as it stands in the header, undecoded; empty where there is none
/// @param offset which byte of the file was changed
/// @param bit which bit of it, 0 to 7
public record DemoDamage(
        String packageFile,
        String folder,
        long number,
        String locator,
        String subject,
        long offset,
        int bit) {
    /// Shorter messages are left alone: a change in the middle would hit a header.
    private static final long LEAST_BYTES = 400;

    private static final int BIT = 1;

    /// Turns one bit in the text of one message. Meant for a copy: a bag is no backup any more
    /// afterwards. Which message it is follows from the bag alone.
    ///
    /// @param bag the folder with `messages.jsonl`
    /// @throws IOException if it is no bag, has no message that is long enough, or cannot be
    ///     written
    public static DemoDamage flipOneBit(Path bag) throws IOException {
        List<JsonNode> candidates = new ArrayList<>();
        JsonMapper mapper = JsonMapper.builder().build();
        try (BufferedReader lines =
                Files.newBufferedReader(bag.resolve("messages.jsonl"), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode message = mapper.readTree(line);
                if (message.path("lengthBytes").asLong(0) >= LEAST_BYTES) {
                    candidates.add(message);
                }
            }
        } catch (JacksonException e) {
            throw new IOException("Cannot read " + bag + "/messages.jsonl: it is no JSON.", e);
        }
        if (candidates.isEmpty()) {
            throw new IOException("Cannot damage " + bag + ": no message in it is long enough.");
        }
        return flip(bag, candidates.get(candidates.size() * 2 / 3));
    }

    private static DemoDamage flip(Path bag, JsonNode message) throws IOException {
        String packageFile = message.path("package").asString("");
        Path file = bag.resolve(packageFile).normalize();
        boolean inside = file.startsWith(bag.normalize());
        if (!inside || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("Cannot damage " + packageFile + ": no such file in " + bag);
        }
        long offset =
                message.path("offset").asLong() + message.path("lengthBytes").asLong() * 3 / 4;
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            if (channel.read(one, offset) != 1) {
                throw new IOException("Cannot damage " + file + ": it ends before " + offset);
            }
            one.put(0, (byte) (one.get(0) ^ (1 << BIT)));
            channel.write(one.rewind(), offset);
        }
        List<String> names = new ArrayList<>();
        message.path("folder").forEach(name -> names.add(text(name)));
        return new DemoDamage(
                packageFile,
                new mailtally.store.FolderPath(names).text(),
                message.path("number").asLong(),
                message.path("locator").asString(""),
                text(message.path("subject")),
                offset,
                BIT);
    }

    /// A text, or an object that holds one that is no UTF-8.
    private static String text(JsonNode value) {
        return value.isObject()
                ? value.path("latin1").asString(value.path("utf16").asString(""))
                : value.asString("");
    }
}

package mailtally.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import mailtally.message.Sha256;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The proof beside a bag: a few lines that name the digest of the bag's manifests. Made of the bag
/// as it lies there and of nothing else, so whoever has the bag can make it again and compare.
final class Proof {
    private Proof() {}

    /// @throws IOException if this is no bag of ours, or cannot be read
    static byte[] of(Path bag) throws IOException {
        InventoryFile inventory = InventoryFile.read(bag.resolve("inventory.json"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("format", "mailtally proof 1");
            json.writeStringProperty("tagmanifest", digest(bag, "tagmanifest-sha256.txt").hex());
            json.writeStringProperty("manifest", digest(bag, "manifest-sha256.txt").hex());
            json.writeName("program");
            JsonText.write(json, inventory.program());
            json.writeStringProperty("started", inventory.started().toString());
            json.writeStringProperty("finished", inventory.finished().toString());
            json.writeNumberProperty("found", inventory.found());
            json.writeNumberProperty("unreadable", inventory.unreadable());
            json.writeNumberProperty("bytes", inventory.bytes());
            json.writeEndObject();
            json.writeRaw("\n");
        }
        return out.toByteArray();
    }

    private static Sha256 digest(Path bag, String name) throws IOException {
        Path file = bag.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(name + " is no regular file");
        }
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return Sha256.finish(digest);
    }
}

package mailtally.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.store.Finding;
import mailtally.store.FolderPath;
import mailtally.store.SpecialUse;
import mailtally.store.Witness;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A bag's inventory.json, read.
record InventoryFile(
        String program,
        String address,
        String account,
        Instant started,
        Instant finished,
        long found,
        long unreadable,
        long bytes,
        List<Finding> findings,
        List<InventoryFolder> folders) {
    /// What it says of one folder.
    ///
    /// @param packageFile its mbox file, from the bag's top
    record InventoryFolder(
            String packageFile,
            FolderPath path,
            Optional<SpecialUse> specialUse,
            long found,
            long unreadable,
            long bytes,
            List<Witness> witnesses) {}

    private static final String FORMAT = "mailtally bag 1";
    private static final long LIMIT_BYTES = 256 << 20;

    /// @throws IOException if it is not there, cannot be read, or is not of this form
    static InventoryFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.size(file) > LIMIT_BYTES) {
            throw new IOException("inventory.json is not there, or is no regular file");
        }
        try (JsonParser json =
                new JsonFactory()
                        .createParser(ObjectReadContext.empty(), Files.readAllBytes(file))) {
            json.nextToken();
            Reading reading = new Reading();
            JsonReading.object(json, reading::property);
            if (json.nextToken() != null) {
                throw new IOException("inventory.json goes on after its end");
            }
            return reading.result();
        } catch (JacksonException | JsonReading.DamagedException | ArithmeticException e) {
            throw new IOException("inventory.json is damaged", e);
        }
    }

    /// The file as far as it was read.
    private static final class Reading {
        private String format = "";
        private String program = "";
        private String address = "";
        private String account = "";
        private Instant started = Instant.EPOCH;
        private Instant finished = Instant.EPOCH;
        private long found;
        private long unreadable;
        private long bytes;
        private List<Finding> findings = List.of();
        private final List<InventoryFolder> folders = new ArrayList<>();

        void property(String name, JsonParser json) {
            switch (name) {
                case "format" -> format = JsonReading.string(json);
                case "program" -> program = JsonReading.text(json);
                case "address" -> address = JsonReading.text(json);
                case "account" -> account = JsonReading.text(json);
                case "started" -> started = JsonReading.instant(json);
                case "finished" -> finished = JsonReading.instant(json);
                case "found" -> found = JsonReading.number(json);
                case "unreadable" -> unreadable = JsonReading.number(json);
                case "bytes" -> bytes = JsonReading.number(json);
                case "findings" -> findings = JsonReading.findings(json);
                case "folders" ->
                        JsonReading.array(
                                json, inner -> folders.add(new FolderReading().read(inner)));
                default -> json.skipChildren();
            }
        }

        InventoryFile result() throws IOException {
            if (!format.equals(FORMAT)) {
                throw new IOException("inventory.json is of a form this version does not know");
            }
            return new InventoryFile(
                    program,
                    address,
                    account,
                    started,
                    finished,
                    found,
                    unreadable,
                    bytes,
                    List.copyOf(findings),
                    List.copyOf(folders));
        }
    }

    /// One folder as far as it was read.
    private static final class FolderReading {
        private String packageFile = "";
        private Optional<FolderPath> path = Optional.empty();
        private Optional<SpecialUse> specialUse = Optional.empty();
        private long found;
        private long unreadable;
        private long bytes;
        private final List<Witness> witnesses = new ArrayList<>();

        InventoryFolder read(JsonParser json) {
            JsonReading.object(json, this::property);
            return new InventoryFolder(
                    packageFile,
                    path.orElseThrow(() -> new JsonReading.DamagedException("no folder")),
                    specialUse,
                    found,
                    unreadable,
                    bytes,
                    List.copyOf(witnesses));
        }

        private void property(String name, JsonParser json) {
            switch (name) {
                case "package" -> packageFile = JsonReading.string(json);
                case "folder" -> path = Optional.of(JsonReading.folder(json));
                case "specialUse" ->
                        specialUse =
                                Optional.of(
                                        JsonReading.named(
                                                SpecialUse.class, JsonReading.string(json)));
                case "found" -> found = JsonReading.number(json);
                case "unreadable" -> unreadable = JsonReading.number(json);
                case "bytes" -> bytes = JsonReading.number(json);
                case "witnesses" -> JsonReading.array(json, this::witness);
                default -> json.skipChildren();
            }
        }

        private void witness(JsonParser json) {
            String[] kind = {""};
            long[] count = {0};
            JsonReading.object(
                    json,
                    (name, inner) -> {
                        switch (name) {
                            case "kind" -> kind[0] = JsonReading.text(inner);
                            case "count" -> count[0] = JsonReading.number(inner);
                            default -> inner.skipChildren();
                        }
                    });
            witnesses.add(new Witness(kind[0], count[0]));
        }
    }
}

package mailtally.backup;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.Witness;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The contents of a bag's small files; docs/formats-bag.md describes them.
final class TagFiles {
    /// bagit.txt, to the byte (RFC 8493 section 2.1.1).
    static final String BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

    private TagFiles() {}

    /// bag-info.txt (RFC 8493 section 2.2.2).
    static String bagInfo(Origin origin, Instant finished, PackageTotals totals, String oxum) {
        return "Bag-Software-Agent: Mailtally "
                + Readme.plain(origin.programVersion())
                + "\nBagging-Date: "
                + finished.atOffset(ZoneOffset.UTC).toLocalDate()
                + "\nExternal-Description: E-mail of "
                + Readme.plain(origin.account())
                + "\nExternal-Identifier: "
                + Readme.plain(origin.address())
                + "\nPayload-Oxum: "
                + oxum
                + "\nMailtally-Messages: "
                + (totals.found() - totals.unreadable())
                + "\nMailtally-Unreadable: "
                + totals.unreadable()
                + "\n";
    }

    /// inventory.json: a line a folder.
    static byte[] inventory(
            Origin origin,
            Instant started,
            Instant finished,
            List<PackageSink> packages,
            List<Finding> findings) {
        PackageTotals all =
                packages.stream()
                        .map(PackageSink::totals)
                        .reduce(PackageTotals.NONE, PackageTotals::plus);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("format", "mailtally bag 1");
            text(json, "program", origin.programVersion());
            text(json, "address", origin.address());
            text(json, "account", origin.account());
            json.writeStringProperty("started", started.toString());
            json.writeStringProperty("finished", finished.toString());
            totals(json, all);
            LineWriter.findings(json, findings);
            json.writeArrayPropertyStart("folders");
            for (PackageSink one : packages) {
                json.writeRaw("\n");
                folder(json, one);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw("\n");
        }
        return out.toByteArray();
    }

    private static void folder(JsonGenerator json, PackageSink one) {
        Folder folder = one.place().folder();
        json.writeStartObject();
        json.writeStringProperty("package", one.place().file());
        json.writeArrayPropertyStart("folder");
        folder.path().names().forEach(name -> JsonText.write(json, name));
        json.writeEndArray();
        if (folder.specialUse().isPresent()) {
            json.writeStringProperty("specialUse", folder.specialUse().get().name());
        }
        totals(json, one.totals());
        json.writeArrayPropertyStart("witnesses");
        for (Witness witness : folder.witnesses()) {
            json.writeStartObject();
            text(json, "kind", witness.kind());
            json.writeNumberProperty("count", witness.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void totals(JsonGenerator json, PackageTotals totals) {
        json.writeNumberProperty("found", totals.found());
        json.writeNumberProperty("unreadable", totals.unreadable());
        json.writeNumberProperty("bytes", totals.bytes());
    }

    private static void text(JsonGenerator json, String name, String text) {
        json.writeName(name);
        JsonText.write(json, text);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package mailtally.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import mailtally.discovery.AppleMail;
import mailtally.discovery.Discovered;
import mailtally.discovery.Evidence;
import mailtally.discovery.ImapPlace;
import mailtally.report.ReportJson;
import mailtally.report.Version;
import mailtally.store.TrialStore;
import mailtally.trial.Fate;
import mailtally.trial.FateWords;
import mailtally.trial.LossProfile;
import mailtally.trial.TrialKind;
import mailtally.trial.TrialOutcome;
import tools.jackson.core.JsonGenerator;

/// Writes what `setup` found and did as one JSON object (docs/formats.md).
final class SetupJson {
    private final PrintStream out;

    SetupJson(PrintStream out) {
        this.out = out;
    }

    void write(SetupOutcome outcome) {
        try (JsonGenerator json = ReportJson.generator(out)) {
            json.writeStartObject();
            json.writeStringProperty("command", "setup");
            json.writeStringProperty("version", Version.text());
            found(json, outcome.found());
            outcome.probe().ifPresent(seen -> mailbox(json, seen));
            outcome.appleMail().ifPresent(mail -> appleMail(json, mail));
            outcome.profile().ifPresent(profile -> profile(json, profile));
            strings(json, "next", outcome.next());
            json.writeEndObject();
        }
        out.println();
    }

    private static void found(JsonGenerator json, Discovered found) {
        json.writeStringProperty("address", found.address());
        json.writeStringProperty("kind", found.kind().name());
        found.ews().ifPresent(ews -> json.writeStringProperty("ews", ews.toString()));
        found.imap().ifPresent(imap -> imap(json, imap));
        json.writeStringProperty("because", found.because());
        strings(json, "doubts", found.doubts());
        json.writeArrayPropertyStart("evidence");
        for (Evidence one : found.evidence()) {
            json.writeStartObject();
            json.writeStringProperty("asked", one.asked());
            json.writeStringProperty("answered", one.answered());
            json.writeStringProperty("means", one.means());
            json.writeBooleanProperty("taken", one.taken());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void imap(JsonGenerator json, ImapPlace imap) {
        json.writeObjectPropertyStart("imap");
        json.writeStringProperty("host", imap.host());
        json.writeNumberProperty("port", imap.port());
        json.writeBooleanProperty("tls", imap.tls());
        json.writeEndObject();
    }

    private static void mailbox(JsonGenerator json, SetupProbe.Seen seen) {
        json.writeObjectPropertyStart("mailbox");
        json.writeStringProperty("address", seen.address());
        json.writeNumberProperty("folders", seen.folders());
        json.writeNumberProperty("messages", seen.messages());
        strings(json, "notes", seen.notes());
        seen.trial().ifPresent(trial -> trial(json, trial));
        json.writeEndObject();
    }

    private static void trial(JsonGenerator json, TrialOutcome trial) {
        json.writeObjectPropertyStart("trial");
        json.writeStringProperty("folder", trial.mark().folder().text());
        json.writeBooleanProperty("proven", trial.proven());
        json.writeBooleanProperty(
                "removed", trial.ended() instanceof TrialStore.Ended.Removed(_, _));
        json.writeStringProperty("ended", SetupReport.ended(trial));
        json.writeArrayPropertyStart("messages");
        for (Map.Entry<TrialKind, Fate> one : trial.fates().entrySet()) {
            json.writeStartObject();
            json.writeStringProperty("kind", one.getKey().name());
            json.writeStringProperty("fate", fate(one.getValue()));
            json.writeStringProperty("words", FateWords.of(one.getValue()));
            json.writeEndObject();
        }
        json.writeEndArray();
        profile(json, trial.profile());
        json.writeEndObject();
    }

    private static String fate(Fate fate) {
        return switch (fate) {
            case Fate.Identical _ -> "IDENTICAL";
            case Fate.SameContent _ -> "SAME_CONTENT";
            case Fate.Lost _ -> "PARTLY";
            case Fate.Refused _ -> "REFUSED";
            case Fate.Missing _ -> "MISSING";
        };
    }

    private static void profile(JsonGenerator json, LossProfile profile) {
        json.writeObjectPropertyStart("server");
        json.writeStringProperty("dates", profile.dates().name());
        json.writeStringProperty("seen", profile.seen().name());
        json.writeStringProperty("flagged", profile.flagged().name());
        json.writeStringProperty("keywords", profile.keyword().name());
        json.writeNumberProperty("drafts", profile.drafts());
        json.writeBooleanProperty("madeUpMessageId", profile.madeUpId());
        profile.subjectCutAt().ifPresent(at -> json.writeNumberProperty("subjectCutAt", at));
        json.writeNumberProperty("sizesTold", profile.sizes().told());
        json.writeNumberProperty("sizesWrong", profile.sizes().wrong());
        json.writeNumberProperty("sizesMostOff", profile.sizes().mostOff());
        strings(json, "sentences", profile.sentences());
        json.writeEndObject();
    }

    private static void appleMail(JsonGenerator json, AppleMail mail) {
        json.writeObjectPropertyStart("appleMail");
        json.writeStringProperty("works", mail.works().name());
        strings(json, "sentences", mail.sentences());
        strings(json, "administrator", mail.administrator());
        json.writeEndObject();
    }

    private static void profile(JsonGenerator json, SetupOutcome.Profile profile) {
        json.writeObjectPropertyStart("profile");
        json.writeStringProperty("file", profile.file().toString());
        json.writeBooleanProperty("readBack", true);
        json.writeBooleanProperty("plutil", profile.checkedBySystem());
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}

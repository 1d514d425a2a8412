package mailtally.cli;

import java.util.ArrayList;
import java.util.List;
import mailtally.journey.AccountSurvey;
import mailtally.report.Plain;
import mailtally.report.ReportJson;
import mailtally.report.ReportText;
import mailtally.store.Store;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;
import picocli.CommandLine.Command;
import tools.jackson.core.JsonGenerator;

/// Shows the Mac's mail accounts.
@Command(
        name = "accounts",
        header = "This Mac's mail accounts, and what is at risk in each. Changes nothing.",
        sortOptions = false)
final class AccountsCommand extends Verb {
    private static final String FETCHING =
            "mailtally backup … --complete-from ADDRESS fetches what is there";

    AccountsCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        try (Places places = new Places(options());
                ProgressLine progress = ProgressLine.of(console(), options())) {
            new Apart(options()).outside(options().state().path(), "--state", "apple:");
            AppleMailLibrary library = places.library();
            List<AccountSurvey> surveys = new ArrayList<>();
            for (MailAccount account : library.accounts()) {
                progress.stage("Reading " + account.label());
                try (Store store = library.store(account)) {
                    surveys.add(new AccountSurvey(account, progress).of(store));
                }
            }
            progress.end();
            List<String> warnings = library.findings().stream().map(f -> f.text()).toList();
            if (options().json()) {
                json(surveys, warnings);
            } else {
                text(surveys, warnings);
            }
            return ExitStatus.PROVEN;
        }
    }

    private void json(List<AccountSurvey> surveys, List<String> warnings) {
        try (JsonGenerator json = ReportJson.generator(console().out())) {
            json.writeStartObject();
            json.writeArrayPropertyStart("accounts");
            for (AccountSurvey survey : surveys) {
                MailAccount account = survey.account();
                json.writeStartObject();
                json.writeStringProperty("id", account.id());
                json.writeStringProperty("kind", account.kind().name());
                json.writeStringProperty("address", account.address());
                json.writeStringProperty("name", account.name());
                json.writeStringProperty("host", account.host());
                json.writeNumberProperty("folders", survey.folders());
                json.writeNumberProperty("messages", survey.messages());
                json.writeNumberProperty("bytes", survey.bytes());
                json.writeNumberProperty("notDownloaded", survey.notDownloaded());
                json.writeNumberProperty("unreadable", survey.unreadable());
                strings(json, "risks", survey.risks(FETCHING));
                json.writeEndObject();
            }
            json.writeEndArray();
            strings(json, "warnings", warnings);
            json.writeEndObject();
        }
        console().out().println();
    }

    private static void strings(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    private void text(List<AccountSurvey> surveys, List<String> warnings) {
        for (AccountSurvey survey : surveys) {
            MailAccount account = survey.account();
            List<String> about = new ArrayList<>();
            about.add(kind(account.kind()));
            if (!account.host().isEmpty()) {
                about.add(account.host());
            }
            about.add(ReportText.count(survey.folders(), "folder"));
            about.add(ReportText.count(survey.messages(), "message"));
            about.add(ReportText.size(survey.bytes()));
            console().out().println(Plain.text(account.label()));
            console().out().println("  " + Plain.text(String.join(", ", about)));
            for (String risk : survey.risks(FETCHING)) {
                String line = "  At risk: " + Plain.text(risk);
                console().out().println(Plain.folded(line, "      ", console().columns()));
            }
            console().out().println();
        }
        for (String warning : warnings) {
            console().out().println(Plain.folded(Plain.text(warning), "", console().columns()));
        }
    }

    private static String kind(MailAccount.Kind kind) {
        return switch (kind) {
            case IMAP -> "IMAP";
            case POP -> "POP";
            case EXCHANGE -> "Exchange";
            case LOCAL -> "on this Mac";
            case UNKNOWN -> "kind not known";
        };
    }
}

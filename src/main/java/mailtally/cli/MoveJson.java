package mailtally.cli;

import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mailtally.journey.View;
import mailtally.journey.View.Block;
import mailtally.report.ReportJson;
import mailtally.report.Version;
import tools.jackson.core.JsonGenerator;

/// Where a move stands as the one JSON object that scripts rely on (docs/formats.md). What is not
/// known is null, never 0. No secret is in it.
final class MoveJson {
    private final JsonGenerator json;

    private MoveJson(JsonGenerator json) {
        this.json = json;
    }

    /// Writes the object; `out` stays open.
    static void write(View view, OutputStream out) {
        try (JsonGenerator json = ReportJson.generator(out)) {
            new MoveJson(json).view(view);
        }
    }

    private void view(View view) {
        json.writeStartObject();
        json.writeStringProperty("command", "move");
        json.writeStringProperty("version", Version.text());
        json.writeStringProperty("at", view.at().toString());
        json.writeStringProperty("account", view.account());
        array("tally", view.tally(), this::row);
        safe(view.safe());
        json.writeStringProperty("changed", view.changed());
        array("steps", view.steps(), this::step);
        screen(view.screen());
        if (view.work().isPresent()) {
            work(view.work().get());
        } else {
            json.writeNullProperty("work");
        }
        text("alert", view.alert());
        json.writeEndObject();
    }

    private void row(View.Row row) {
        json.writeStringProperty("place", row.place());
        number("found", row.found());
        number("proven", row.proven());
        number("approved", row.approved());
        number("left", row.left());
        json.writeBooleanProperty("counting", row.counting());
    }

    private void safe(View.Safe safe) {
        json.writeObjectPropertyStart("safe");
        switch (safe) {
            case View.Safe.Unknown() -> json.writeStringProperty("answer", "UNKNOWN");
            case View.Safe.NotYet(String reason) -> {
                json.writeStringProperty("answer", "NOT_YET");
                json.writeStringProperty("reason", reason);
            }
            case View.Safe.Yes(Instant until) -> {
                json.writeStringProperty("answer", "YES");
                json.writeStringProperty("until", until.toString());
            }
            case View.Safe.NoLonger(String change) -> {
                json.writeStringProperty("answer", "NO_LONGER");
                json.writeStringProperty("reason", change);
            }
            case View.Safe.Removed(Instant at) -> {
                json.writeStringProperty("answer", "REMOVED");
                json.writeStringProperty("at", at.toString());
            }
        }
        json.writeEndObject();
    }

    private void step(View.StepLine step) {
        json.writeNumberProperty("number", step.number());
        json.writeStringProperty("step", step.step().name());
        json.writeStringProperty("word", step.step().word());
        json.writeStringProperty("mark", step.mark().name());
        json.writeStringProperty("note", step.note());
    }

    private void screen(View.Screen screen) {
        json.writeObjectPropertyStart("screen");
        json.writeStringProperty("step", screen.step().name());
        json.writeStringProperty("question", screen.question());
        json.writeStringProperty("why", screen.why());
        array("evidence", screen.evidence(), this::block);
        if (screen.primary().isPresent()) {
            json.writeObjectPropertyStart("primary");
            button(screen.primary().get());
            json.writeEndObject();
        } else {
            json.writeNullProperty("primary");
        }
        array("links", screen.links(), this::button);
        json.writeStringProperty("next", screen.next());
        json.writeEndObject();
    }

    private void button(View.Button button) {
        json.writeStringProperty("action", button.action());
        json.writeStringProperty("label", button.label());
    }

    private void block(Block block) {
        String kind = block.getClass().getSimpleName().toUpperCase(Locale.ROOT);
        json.writeStringProperty("kind", kind);
        switch (block) {
            case Block.Line line -> {
                standing(line.standing());
                json.writeStringProperty("text", line.text());
            }
            case Block.Facts facts -> {
                json.writeStringProperty("title", facts.title());
                array("facts", facts.facts(), this::fact);
            }
            case Block.Choice choice -> {
                json.writeStringProperty("name", choice.name());
                json.writeStringProperty("title", choice.title());
                array("options", choice.options(), this::option);
                json.writeStringProperty("selected", choice.selected());
            }
            case Block.Field field -> field(field);
            case Block.CopyText text -> {
                json.writeStringProperty("title", text.title());
                json.writeStringProperty("text", text.text());
            }
            case Block.Conditions conditions ->
                    array("conditions", conditions.conditions(), this::condition);
            case Block.Pane pane -> array("rows", pane.rows(), this::paneRow);
            case Block.Causes causes -> array("causes", causes.causes(), this::cause);
        }
    }

    private void fact(View.Fact fact) {
        standing(fact.standing());
        json.writeStringProperty("label", fact.label());
        json.writeStringProperty("value", fact.value());
    }

    private void option(View.Option option) {
        json.writeStringProperty("value", option.value());
        json.writeStringProperty("label", option.label());
        json.writeStringProperty("note", option.note());
    }

    private void field(Block.Field field) {
        json.writeStringProperty("name", field.name());
        json.writeStringProperty("label", field.label());
        json.writeStringProperty("takes", field.kind().name());
        if (field.kind() != View.Kind.SECRET) {
            json.writeStringProperty("value", field.value());
        }
        json.writeStringProperty("help", field.help());
    }

    private void condition(View.Condition condition) {
        standing(condition.standing());
        json.writeStringProperty("word", condition.word());
        json.writeStringProperty("evidence", condition.evidence());
        text("at", condition.at().map(Instant::toString));
        json.writeStringProperty("by", condition.by());
        json.writeStringProperty("next", condition.next());
    }

    private void paneRow(View.PaneRow row) {
        json.writeStringProperty("name", row.name());
        json.writeStringProperty("type", row.kind());
        json.writeBooleanProperty("goes", row.goes());
    }

    private void cause(View.Cause cause) {
        json.writeStringProperty("id", cause.id());
        json.writeStringProperty("title", cause.title());
        json.writeNumberProperty("count", cause.count());
        json.writeNumberProperty("bytes", cause.bytes());
        text("oldest", cause.oldest().map(Instant::toString));
        text("newest", cause.newest().map(Instant::toString));
        json.writeStringProperty("helps", cause.helps());
        json.writeStringProperty("approved", cause.approved());
        json.writeBooleanProperty("mayBeApproved", cause.mayBeApproved());
        json.writeStringProperty("whyNot", cause.whyNot());
    }

    private void work(View.Work work) {
        json.writeObjectPropertyStart("work");
        json.writeStringProperty("what", work.what());
        json.writeNumberProperty("done", work.done());
        number("expected", work.expected());
        json.writeNumberProperty("bytes", work.bytes());
        json.writeStringProperty("rate", work.rate());
        json.writeStringProperty("left", work.left());
        json.writeBooleanProperty("paused", work.paused());
        json.writeEndObject();
    }

    private void standing(View.Standing standing) {
        json.writeStringProperty("standing", standing.name());
    }

    private void number(String name, Optional<Long> number) {
        if (number.isPresent()) {
            json.writeNumberProperty(name, number.get());
        } else {
            json.writeNullProperty(name);
        }
    }

    private void text(String name, Optional<String> text) {
        if (text.isPresent()) {
            json.writeStringProperty(name, text.get());
        } else {
            json.writeNullProperty(name);
        }
    }

    private <T> void array(String name, List<T> all, java.util.function.Consumer<T> each) {
        json.writeArrayPropertyStart(name);
        for (T one : all) {
            json.writeStartObject();
            each.accept(one);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}

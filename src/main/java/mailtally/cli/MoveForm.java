package mailtally.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mailtally.journey.View;
import mailtally.journey.View.Block;

/// Asks what a screen wants to know, one question after the other, each with its default.
final class MoveForm {
    private final MovePrompt prompt;
    private final PrintStream out;

    /// What was answered on earlier screens of this run, by field; no secrets.
    private final Map<String, String> known = new HashMap<>();

    MoveForm(MovePrompt prompt, PrintStream out) {
        this.prompt = prompt;
        this.out = out;
    }

    /// An answer that is known before it is asked for; it becomes the default.
    void know(String name, String value) {
        known.put(name, value);
    }

    /// True where the screen wants to know something.
    static boolean asks(View view) {
        return view.screen().evidence().stream().anyMatch(MoveForm::isQuestion);
    }

    private static boolean isQuestion(Block block) {
        return block instanceof Block.Field || block instanceof Block.Choice;
    }

    /// What a press sends where nothing is asked: what is known, else the screen's own values.
    Map<String, String> defaults(View view) {
        Map<String, String> values = new HashMap<>();
        for (Block block : view.screen().evidence()) {
            switch (block) {
                case Block.Field field -> values.put(field.name(), preset(field));
                case Block.Choice choice -> values.put(choice.name(), preset(choice));
                default -> {}
            }
        }
        return values;
    }

    /// Asks everything.
    ///
    /// @return the values by name; nothing where the screen changed or the input ended
    Optional<Map<String, String>> ask(View view, int columns) throws InterruptedException {
        Map<String, String> values = new HashMap<>();
        for (Block block : view.screen().evidence()) {
            Optional<String> value;
            switch (block) {
                case Block.Field field -> {
                    value = ask(field, view, columns);
                    value.ifPresent(v -> values.put(field.name(), v));
                    if (field.kind() != View.Kind.SECRET) {
                        value.ifPresent(v -> known.put(field.name(), v));
                    }
                }
                case Block.Choice choice -> {
                    value = ask(choice, view, columns);
                    value.ifPresent(v -> values.put(choice.name(), v));
                    value.ifPresent(v -> known.put(choice.name(), v));
                }
                default -> {
                    continue;
                }
            }
            if (value.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private Optional<String> ask(Block.Field field, View view, int columns)
            throws InterruptedException {
        String preset = preset(field);
        boolean secret = field.kind() == View.Kind.SECRET;
        boolean tick = field.kind() == View.Kind.TICK;
        MoveLines lines = new MoveLines(columns).empty().add("", "  ", field.label());
        if (!field.help().isEmpty()) {
            lines.add("  ", field.help());
        }
        if (secret) {
            lines.add("  ", "What is typed is not shown.");
        } else if (tick) {
            lines.add("  ", "y or n; Enter: " + (preset.equals("yes") ? "y" : "n"));
        } else if (!preset.isEmpty()) {
            lines.add("  Enter: ", "    ", preset);
        }
        lines.lines().forEach(out::println);
        while (true) {
            Optional<String> typed = typed(prompt.value(secret, view));
            if (typed.isEmpty() || secret) {
                return typed;
            }
            String text = typed.get().strip();
            if (text.isEmpty()) {
                return Optional.of(preset);
            }
            if (!tick) {
                return Optional.of(field.kind() == View.Kind.FOLDER ? folder(text) : text);
            }
            switch (text.toLowerCase(Locale.ROOT)) {
                case "y", "yes" -> {
                    return Optional.of("yes");
                }
                case "n", "no" -> {
                    return Optional.of("");
                }
                default -> out.println("Type y or n.");
            }
        }
    }

    private Optional<String> ask(Block.Choice choice, View view, int columns)
            throws InterruptedException {
        List<View.Option> options = choice.options();
        String preset = preset(choice);
        MoveLines lines = new MoveLines(columns).empty().add("", "  ", choice.title());
        for (int i = 0; i < options.size(); i++) {
            String mark = options.get(i).value().equals(preset) ? " (Enter)" : "";
            lines.add("  " + MoveText.letter(i) + "  ", "     ", options.get(i).label() + mark);
        }
        lines.lines().forEach(out::println);
        while (true) {
            Optional<String> typed = typed(prompt.value(false, view));
            if (typed.isEmpty()) {
                return typed;
            }
            String text = typed.get().strip();
            if (text.isEmpty() && !preset.isEmpty()) {
                return Optional.of(preset);
            }
            for (int i = 0; i < options.size(); i++) {
                if (text.equalsIgnoreCase(MoveText.letter(i))
                        || text.equalsIgnoreCase(options.get(i).label())) {
                    return Optional.of(options.get(i).value());
                }
            }
            out.println("Type one of the letters.");
        }
    }

    private String preset(Block.Field field) {
        return field.kind() == View.Kind.SECRET
                ? ""
                : known.getOrDefault(field.name(), field.value());
    }

    private String preset(Block.Choice choice) {
        String wanted = known.getOrDefault(choice.name(), choice.selected());
        return choice.options().stream().anyMatch(option -> option.value().equals(wanted))
                ? wanted
                : choice.selected();
    }

    /// A shell would have put the home folder there.
    private static String folder(String typed) {
        String home = System.getProperty("user.home");
        if (typed.equals("~")) {
            return home;
        }
        return typed.startsWith("~/") ? home + typed.substring(1) : typed;
    }

    private static Optional<String> typed(MovePrompt.Heard heard) {
        return heard instanceof MovePrompt.Heard.Typed(String text)
                ? Optional.of(text)
                : Optional.empty();
    }
}

package mailtally.cli;

import picocli.CommandLine;

/// Makes commands and gives each its console.
final class CommandFactory implements CommandLine.IFactory {
    private final Console console;
    private final CommandLine.IFactory others = CommandLine.defaultFactory();

    CommandFactory(Console console) {
        this.console = console;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (Verb.class.isAssignableFrom(type)) {
            return type.getDeclaredConstructor(Console.class).newInstance(console);
        }
        return others.create(type);
    }
}

package mailtally.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// What all verbs share: the console and the common options. A verb answers the exit status, or
/// throws what stopped it.
abstract class Verb implements Callable<Integer> {
    private final Console console;

    @Mixin private CommonOptions options;

    Verb(Console console) {
        this.console = console;
    }

    final Console console() {
        return console;
    }

    final CommonOptions options() {
        return options;
    }
}

package mailtally.demo.exchange;

import java.util.ArrayList;
import java.util.List;

/// What a server would hold against a client. Used by several threads.
final class ExchangeAbuses {
    private static final int MOST = 10_000;

    private final List<String> all = new ArrayList<>();

    /// @param what in plain words, without anything a client sent
    synchronized void add(String what) {
        if (all.size() < MOST) {
            all.add(what);
        }
    }

    synchronized List<String> all() {
        return List.copyOf(all);
    }
}

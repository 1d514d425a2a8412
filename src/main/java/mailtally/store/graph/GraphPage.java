package mailtally.store.graph;

import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.WebAnswer;
import tools.jackson.core.JsonParser;

/// One page of a list.
///
/// @param elements what is on it
/// @param next the link to the next one as the service wrote it
/// @param at when it was made, by the service's clock
record GraphPage<T>(List<T> elements, Optional<String> next, Instant at) {
    /// More than are ever asked for.
    private static final int MOST_ELEMENTS = 2_000;

    private static final String HOST = "[A-Za-z0-9.-]{1,200}";

    /// Reads one element; the parser stands on it.
    interface Element<T> {
        Optional<T> read(JsonParser json) throws GraphJson.SenselessException;
    }

    /// Gets a page.
    ///
    /// @param element reads one element; the parser stands on it
    static <T> GraphPage<T> get(GraphCalls calls, URI from, String prefer, Element<T> element)
            throws GraphRefusedException, IOException, StoreUnavailableException {
        return calls.get(from, prefer, answer -> read(answer, element));
    }

    private static <T> GraphPage<T> read(WebAnswer answer, Element<T> element) throws IOException {
        List<T> elements = new ArrayList<>();
        AtomicReference<Optional<String>> next = new AtomicReference<>(Optional.empty());
        AtomicBoolean list = new AtomicBoolean();
        GraphJson.read(
                answer.body(),
                (name, json) -> {
                    switch (name) {
                        case "value" -> {
                            list.set(true);
                            GraphJson.array(json, one -> add(elements, element.read(one)));
                        }
                        case "@odata.nextLink" ->
                                next.set(Optional.of(GraphJson.text(json).orElse("")));
                        default -> {}
                    }
                });
        if (!list.get()) {
            throw new GraphJson.SenselessException("its answer is no list");
        }
        return new GraphPage<>(elements, next.get(), time(answer));
    }

    private static <T> void add(List<T> elements, Optional<T> one)
            throws GraphJson.SenselessException {
        if (elements.size() >= MOST_ELEMENTS) {
            throw new GraphJson.SenselessException("its list has pages without an end");
        }
        one.ifPresent(elements::add);
    }

    private static Instant time(WebAnswer answer) {
        try {
            return answer.header("Date")
                    .map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from))
                    .orElseGet(Instant::now);
        } catch (DateTimeException e) {
            return Instant.now();
        }
    }

    /// Where the next page is.
    ///
    /// @param from where this one was
    /// @throws IOException if that is somewhere else than the service that the user named, or here
    Optional<URI> after(GraphPlace place, URI from) throws IOException {
        if (next.isEmpty()) {
            return Optional.empty();
        }
        Optional<URI> to = place.followed(next.get());
        if (to.isEmpty()) {
            throw new IOException(
                    "its list goes on at another place"
                            + host(next.get())
                            + " than the one that was named, and nothing was sent there");
        }
        if (to.get().equals(from)) {
            throw new IOException("its list goes round in a circle");
        }
        return to;
    }

    private static String host(String link) {
        try {
            String host = String.valueOf(URI.create(link).getHost());
            return host.matches(HOST) ? " (" + host + ")" : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}

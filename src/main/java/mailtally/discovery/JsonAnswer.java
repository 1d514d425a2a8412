package mailtally.discovery;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads what Autodiscover v2 answers: `{"Protocol":"Ews","Url":"https://…"}`, or
/// `{"ErrorCode":"…","ErrorMessage":"…"}`. Anything else is no answer.
sealed interface JsonAnswer {
    /// The address for Exchange Web Services.
    record Found(URI ews) implements JsonAnswer {}

    /// It is Autodiscover, and it knows no such address or protocol.
    ///
    /// @param code in the server's words
    record Refused(String code) implements JsonAnswer {}

    /// It is something else.
    ///
    /// @param why a part of a sentence
    record Other(String why) implements JsonAnswer {}

    /// Reads the text.
    static JsonAnswer read(String text) {
        Reading reading = new Reading();
        try (JsonParser json =
                Reading.FACTORY.createParser(tools.jackson.core.ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Other("JSON that is no object");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                reading.take(name, json);
            }
            if (json.nextToken() != null) {
                return new Other("JSON with more behind its end");
            }
        } catch (JacksonException e) {
            return new Other("no JSON that can be read");
        }
        return reading.answer();
    }

    /// What was read so far.
    final class Reading {
        private static final int MOST_DEPTH = 10;
        private static final int MOST_TEXT = 4_000;
        private static final int MOST_CODE = 60;

        private static final JsonFactory FACTORY =
                JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(MOST_DEPTH)
                                        .maxStringLength(MOST_TEXT)
                                        .maxNameLength(MOST_TEXT)
                                        .maxNumberLength(MOST_CODE)
                                        .build())
                        .build();

        /// Names in small letters: of two that differ in case alone nobody can tell which is meant.
        private final Set<String> told = new HashSet<>();

        private boolean twice;
        private Optional<String> protocol = Optional.empty();
        private Optional<String> url = Optional.empty();
        private Optional<String> error = Optional.empty();

        private void take(String name, JsonParser json) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                json.skipChildren();
                return;
            }
            String value = json.getString();
            twice |= !told.add(name.toLowerCase(Locale.ROOT));
            switch (name.toLowerCase(Locale.ROOT)) {
                case "protocol" -> protocol = Optional.of(value);
                case "url" -> url = Optional.of(value);
                case "errorcode" -> error = Optional.of(value);
                default -> {}
            }
        }

        private JsonAnswer answer() {
            if (twice) {
                return new Other("JSON that says a thing twice");
            }
            if (error.isPresent()) {
                String code = error.get();
                return new Refused(code.length() > MOST_CODE ? code.substring(0, MOST_CODE) : code);
            }
            if (url.isEmpty() || protocol.isEmpty()) {
                return new Other("JSON without Protocol and Url");
            }
            if (!protocol.get().equalsIgnoreCase("ews")) {
                return new Other("JSON for another protocol than EWS");
            }
            return Links.https(url.get())
                    .<JsonAnswer>map(Found::new)
                    .orElseGet(() -> new Other("JSON with an address that is not https"));
        }
    }
}

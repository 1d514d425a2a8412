package mailtally.store.graph;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import mailtally.store.server.WebTime;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// JSON as a stream, within limits: depth, length of texts and names, and of the whole.
final class GraphJson {
    private static final int MOST_DEPTH = 30;
    private static final int MOST_TEXT_CHARS = 256 << 10;
    private static final int MOST_NAME_CHARS = 1_000;
    private static final int MOST_NUMBER_CHARS = 40;
    private static final int MOST_BYTES = 8 << 20;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MOST_DEPTH)
                                    .maxStringLength(MOST_TEXT_CHARS)
                                    .maxNameLength(MOST_NAME_CHARS)
                                    .maxNumberLength(MOST_NUMBER_CHARS)
                                    .maxDocumentLength(MOST_BYTES)
                                    .build())
                    .build();

    private GraphJson() {}

    /// What came is not what was asked for, and would not be the next time.
    static final class SenselessException extends IOException {
        private static final long serialVersionUID = 1L;

        /// @param why a part of a sentence, with nothing of what came in it
        SenselessException(String why) {
            super(why);
        }
    }

    /// Takes one field of an object; the parser stands on its value. What is not consumed is
    /// skipped.
    interface Field {
        void take(String name, JsonParser json) throws SenselessException;
    }

    /// Takes one value of an array; the parser stands on it.
    interface Element {
        void take(JsonParser json) throws SenselessException;
    }

    /// Reads one object and nothing behind it.
    ///
    /// @throws SenselessException if it is none, or beyond the limits
    /// @throws IOException if the connection broke
    static void read(InputStream in, Field field) throws IOException {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new SenselessException("its answer is no JSON object");
            }
            object(json, field);
            if (json.nextToken() != null) {
                throw new SenselessException("its answer has more behind its end");
            }
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException broke) {
                throw broke;
            }
            // Its own message quotes what was read.
            throw new SenselessException("its answer is no JSON within the limits");
        }
    }

    /// Reads the object that the parser stands on, if it is one.
    static void object(JsonParser json, Field field) throws SenselessException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            JsonToken at = json.currentToken();
            field.take(name, json);
            if (at.isStructStart() && json.currentToken() == at) {
                json.skipChildren();
            }
        }
    }

    /// Reads the array that the parser stands on, if it is one.
    static void array(JsonParser json, Element element) throws SenselessException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == null) {
                return;
            }
            element.take(json);
        }
    }

    /// The text that the parser stands on, or nothing where it is none.
    static Optional<String> text(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_STRING
                ? Optional.of(json.getString())
                : Optional.empty();
    }

    /// The whole number from 0 on that the parser stands on, or nothing.
    static Optional<Long> count(JsonParser json) {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            return Optional.empty();
        }
        try {
            long number = json.getLongValue();
            return number < 0 ? Optional.empty() : Optional.of(number);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /// The time that the parser stands on (RFC 3339), or nothing.
    static Optional<Instant> time(JsonParser json) {
        return text(json).flatMap(WebTime::parse);
    }

    /// True where the parser stands on `true`.
    static boolean yes(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_TRUE;
    }
}

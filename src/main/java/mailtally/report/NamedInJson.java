package mailtally.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What a report.json says of the other files.
///
/// @param events the digest of each event
/// @param files SHA-256 by name
/// @param brokenAt the event at which the chain was broken before; 0 for none
record NamedInJson(String head, List<String> events, Map<String, String> files, long brokenAt) {
    private static final JsonFactory FACTORY = new JsonFactory();

    NamedInJson {
        events = List.copyOf(events);
        files = Map.copyOf(files);
    }

    /// Reads it as a stream; empty where it is no JSON.
    static Optional<NamedInJson> read(Path file) throws IOException {
        Reading reading = new Reading();
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                reading.token(token, parser);
            }
        } catch (JacksonException e) {
            return Optional.empty();
        }
        return Optional.of(
                new NamedInJson(reading.head, reading.events, reading.files, reading.brokenAt));
    }

    private static final class Reading {
        private final List<String> events = new ArrayList<>();
        private final Map<String, String> files = new HashMap<>();
        private String head = "";
        private long brokenAt;
        private int depth;
        private String top = "";

        void token(JsonToken token, JsonParser parser) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case PROPERTY_NAME -> top = depth == 1 ? parser.currentName() : top;
                case VALUE_STRING -> text(parser);
                case VALUE_NUMBER_INT -> {
                    if (depth == 2 && top.equals("chain") && named(parser, "brokenAt")) {
                        brokenAt = parser.getLongValue();
                    }
                }
                default -> {
                    // nothing else tells of files
                }
            }
        }

        private void text(JsonParser parser) {
            if (depth == 2 && top.equals("files")) {
                files.put(parser.currentName(), parser.getString());
            } else if (depth == 2 && top.equals("chain") && named(parser, "head")) {
                head = parser.getString();
            } else if (depth == 3 && top.equals("events") && named(parser, "digest")) {
                events.add(parser.getString());
            }
        }

        private static boolean named(JsonParser parser, String name) {
            return name.equals(parser.currentName());
        }
    }
}

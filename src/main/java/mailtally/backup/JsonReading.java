package mailtally.backup;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import mailtally.message.Sha256;
import mailtally.store.Finding;
import mailtally.store.FolderPath;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the values that stand in a bag's JSON files. What is not of the expected form is a
/// [DamagedException].
final class JsonReading {
    /// A file of the bag is not as the format has it.
    static final class DamagedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }

    /// Reads the value of one property; the parser stands on its first token, and must be left on
    /// its last.
    interface PropertyReader {
        void read(String name, JsonParser json);
    }

    private JsonReading() {}

    /// Reads the object whose brace the parser stands on.
    static void object(JsonParser json, PropertyReader properties) {
        expect(json, JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            properties.read(name, json);
        }
        expect(json, JsonToken.END_OBJECT);
    }

    /// A text as [JsonText] writes it; bytes from mail come back as their text or one character a
    /// byte.
    static String text(JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        String[] held = new String[1];
        object(
                json,
                (name, inner) -> {
                    expect(inner, JsonToken.VALUE_STRING);
                    held[0] =
                            switch (name) {
                                case "latin1" -> inner.getString();
                                case "utf16" -> fromUnits(inner.getString());
                                default -> throw new DamagedException("unknown text form");
                            };
                });
        if (held[0] == null) {
            throw new DamagedException("a text is empty");
        }
        return held[0];
    }

    static String string(JsonParser json) {
        expect(json, JsonToken.VALUE_STRING);
        return json.getString();
    }

    static long number(JsonParser json) {
        expect(json, JsonToken.VALUE_NUMBER_INT);
        return json.getLongValue();
    }

    static boolean truth(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new DamagedException("true or false expected");
        };
    }

    static Sha256 digest(JsonParser json) {
        try {
            return Sha256.ofHex(string(json));
        } catch (IllegalArgumentException e) {
            throw new DamagedException("no digest");
        }
    }

    static Instant instant(JsonParser json) {
        try {
            return Instant.parse(string(json));
        } catch (DateTimeParseException e) {
            throw new DamagedException("no time");
        }
    }

    static FolderPath folder(JsonParser json) {
        List<String> names = new ArrayList<>();
        array(json, inner -> names.add(text(inner)));
        if (names.isEmpty()) {
            throw new DamagedException("a folder has no name");
        }
        return new FolderPath(names);
    }

    static List<Finding> findings(JsonParser json) {
        List<Finding> findings = new ArrayList<>();
        array(json, inner -> findings.add(finding(inner)));
        return findings;
    }

    /// Reads each element of the array whose bracket the parser stands on.
    static void array(JsonParser json, java.util.function.Consumer<JsonParser> element) {
        expect(json, JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == null) {
                throw new DamagedException("an array does not end");
            }
            element.accept(json);
        }
    }

    /// One of an enum's names.
    static <E extends Enum<E>> E named(Class<E> type, String name) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new DamagedException("unknown name");
    }

    private static Finding finding(JsonParser json) {
        Finding.Weight[] weight = {Finding.Weight.DOUBT};
        String[] text = {""};
        object(
                json,
                (name, inner) -> {
                    switch (name) {
                        case "weight" -> weight[0] = named(Finding.Weight.class, string(inner));
                        case "text" -> text[0] = text(inner);
                        default -> inner.skipChildren();
                    }
                });
        return new Finding(weight[0], text[0]);
    }

    private static void expect(JsonParser json, JsonToken token) {
        if (json.currentToken() != token) {
            throw new DamagedException("not the expected form");
        }
    }

    private static String fromUnits(String hex) {
        byte[] units;
        try {
            units = HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw new DamagedException("no text");
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i + 1 < units.length; i += 2) {
            text.append((char) ((units[i] & 0xff) << 8 | (units[i + 1] & 0xff)));
        }
        return text.toString();
    }
}

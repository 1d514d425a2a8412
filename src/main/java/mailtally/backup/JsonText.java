package mailtally.backup;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;

/// Writes text that JSON in UTF-8 cannot hold as it is, losslessly: a string where it can, else an
/// object that says how the text is held. `{"latin1":"…"}` has one character for each byte,
/// `{"utf16":"d83d…"}` four hexadecimal digits for each UTF-16 unit.
final class JsonText {
    private JsonText() {}

    /// A text of ours, such as a folder's name. Half of a surrogate pair may stand in it.
    static void write(JsonGenerator json, String text) {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            json.writeString(text);
        } else {
            json.writeStartObject();
            json.writeStringProperty("utf16", HexFormat.of().formatHex(unitsOf(text)));
            json.writeEndObject();
        }
    }

    /// Bytes from mail, one character each: their text where they are UTF-8.
    static void writeMailBytes(JsonGenerator json, String bytes) {
        byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
        try {
            json.writeString(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString());
        } catch (CharacterCodingException e) {
            json.writeStartObject();
            json.writeStringProperty("latin1", bytes);
            json.writeEndObject();
        }
    }

    private static byte[] unitsOf(String text) {
        ByteBuffer units = ByteBuffer.allocate(2 * text.length());
        for (int i = 0; i < text.length(); i++) {
            units.putChar(text.charAt(i));
        }
        return units.array();
    }
}

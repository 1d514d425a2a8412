package mailtally.store.applemail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A Content-Type or Content-Disposition field's value with its parameters (RFC 2045 section 5.1),
/// read leniently: a semicolon may be missing between parameters, as in a real file. Names in
/// parameters may be continued or encoded (RFC 2231) or, against the rule but often, be encoded
/// words (RFC 2047).
///
/// @param value what stands before the first parameter, in lower case
/// @param parameters the raw parameters by lower-case name; the first of a name counts
record HeaderValue(String value, Map<String, String> parameters) {
    private static final int MOST_PARAMETERS = 64;

    HeaderValue {
        parameters = Map.copyOf(parameters);
    }

    /// Reads an unfolded field body, given as ISO 8859-1.
    static HeaderValue parse(String body) {
        int semicolon = body.indexOf(';');
        String value = (semicolon < 0 ? body : body.substring(0, semicolon)).strip();
        int blank = 0;
        while (blank < value.length() && value.charAt(blank) > ' ' && value.charAt(blank) != '(') {
            blank++;
        }
        Map<String, String> parameters = semicolon < 0 ? Map.of() : parameters(body, semicolon + 1);
        return new HeaderValue(value.substring(0, blank).toLowerCase(Locale.ROOT), parameters);
    }

    /// The parameter, decoded, or empty.
    String parameter(String name) {
        String plain = parameters.get(name);
        if (plain != null) {
            return encodedWords(plain);
        }
        String extended = parameters.get(name + "*");
        if (extended != null) {
            return percentDecoded(extended);
        }
        Map<Integer, String> pieces = new TreeMap<>();
        boolean encoded = false;
        for (Map.Entry<String, String> entry : parameters.entrySet()) {
            String key = entry.getKey();
            if (!key.startsWith(name + "*")) {
                continue;
            }
            boolean star = key.endsWith("*");
            String number = key.substring(name.length() + 1, key.length() - (star ? 1 : 0));
            if (number.length() > 3 || !number.matches("[0-9]+")) {
                continue;
            }
            encoded |= star;
            pieces.put(Integer.parseInt(number), entry.getValue());
        }
        String joined = String.join("", pieces.values());
        return encoded ? percentDecoded(joined) : encodedWords(joined);
    }

    private static Map<String, String> parameters(String body, int from) {
        Map<String, String> parameters = new HashMap<>();
        int i = from;
        while (i < body.length() && parameters.size() < MOST_PARAMETERS) {
            i = skip(body, i);
            int nameStart = i;
            while (i < body.length() && "=;".indexOf(body.charAt(i)) < 0 && body.charAt(i) > ' ') {
                i++;
            }
            String name = body.substring(nameStart, i).toLowerCase(Locale.ROOT);
            while (i < body.length() && body.charAt(i) <= ' ') {
                i++;
            }
            if (i >= body.length() || body.charAt(i) != '=') {
                continue; // a word without a value
            }
            i++;
            while (i < body.length() && body.charAt(i) <= ' ') {
                i++;
            }
            StringBuilder value = new StringBuilder();
            if (i < body.length() && body.charAt(i) == '"') {
                i = quoted(body, i + 1, value);
            } else {
                while (i < body.length() && body.charAt(i) != ';' && body.charAt(i) > ' ') {
                    value.append(body.charAt(i++));
                }
            }
            parameters.putIfAbsent(name, value.toString());
        }
        return parameters;
    }

    private static int skip(String body, int from) {
        int i = from;
        while (i < body.length() && (body.charAt(i) <= ' ' || body.charAt(i) == ';')) {
            i++;
        }
        return i;
    }

    private static int quoted(String body, int from, StringBuilder value) {
        int i = from;
        while (i < body.length() && body.charAt(i) != '"') {
            if (body.charAt(i) == '\\' && i + 1 < body.length()) {
                i++;
            }
            value.append(body.charAt(i++));
        }
        return i + 1;
    }

    /// RFC 2231 section 4: `charset'language'percent-encoded`.
    private static String percentDecoded(String text) {
        int first = text.indexOf('\'');
        int second = first < 0 ? -1 : text.indexOf('\'', first + 1);
        String charset = second < 0 ? "utf-8" : text.substring(0, first);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = second + 1; i < text.length(); i++) {
            int code = text.charAt(i) == '%' ? hex(text, i + 1) : -1;
            bytes.write(code < 0 ? text.charAt(i) : code);
            i += code < 0 ? 0 : 2;
        }
        return new String(bytes.toByteArray(), charset(charset));
    }

    private static String encodedWords(String text) {
        if (!text.contains("=?")) {
            return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
        StringBuilder out = new StringBuilder();
        for (String word : text.split("[ \\t]+", -1)) {
            String[] parts = word.split("\\?", -1);
            boolean encoded = parts.length == 5 && parts[0].equals("=") && parts[4].equals("=");
            out.append(encoded ? encodedWord(parts[1], parts[2], parts[3]) : word);
        }
        return out.toString();
    }

    private static String encodedWord(String charset, String form, String text) {
        if (form.equalsIgnoreCase("B")) {
            try {
                return new String(Base64.getMimeDecoder().decode(text), charset(charset));
            } catch (IllegalArgumentException e) {
                return text;
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int code = c == '=' ? hex(text, i + 1) : -1;
            bytes.write(code >= 0 ? code : c == '_' ? ' ' : c);
            i += code < 0 ? 0 : 2;
        }
        return new String(bytes.toByteArray(), charset(charset));
    }

    private static int hex(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static Charset charset(String name) {
        try {
            int language = name.indexOf('*'); // RFC 2231 section 5
            return Charset.forName(language < 0 ? name : name.substring(0, language));
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}

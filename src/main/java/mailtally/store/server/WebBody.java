package mailtally.store.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// What is sent with a request. May be opened several times, from its beginning each time.
public interface WebBody {
    /// How many bytes [#open] gives, exactly.
    long length() throws IOException;

    /// The bytes, to be closed by who opens them.
    InputStream open() throws IOException;

    /// These bytes.
    static WebBody of(byte[] bytes) {
        return new WebBody() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /// This text in UTF-8.
    static WebBody of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}

package mailtally.backup;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/// Paths in the order of their UTF-8 bytes: that of `LC_ALL=C sort`.
final class ByBytes {
    static final Comparator<String> ORDER =
            (a, b) ->
                    Arrays.compareUnsigned(
                            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private ByBytes() {}
}

package mailtally.demo.exchange;

import java.time.Duration;
import java.util.OptionalLong;

/// What Exchange answers instead of doing what was asked.
final class EwsFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final long backOffMs;

    /// @param code one of Exchange's response codes, such as `ErrorSchemaValidation`
    EwsFault(String code, String words) {
        this(code, words, OptionalLong.empty());
    }

    /// @param backOffMs how long nobody may ask again
    EwsFault(String code, String words, OptionalLong backOffMs) {
        super(words);
        this.code = code;
        this.backOffMs = backOffMs.orElse(-1);
    }

    static EwsFault schema(String words) {
        return new EwsFault(
                "ErrorSchemaValidation", "The request failed schema validation: " + words);
    }

    /// Nobody may ask again for so long.
    static EwsFault busy(Duration wait) {
        return new EwsFault(
                "ErrorServerBusy",
                "The server cannot service this request right now. Try again later.",
                OptionalLong.of(Math.max(1, wait.toMillis())));
    }

    static EwsFault of(ExchangeRefusal refusal) {
        return switch (refusal.why()) {
            case FOLDER_RESERVED ->
                    new EwsFault("ErrorFolderExists", "A folder with the specified name exists.");
            case NO_SUCH_FOLDER -> notFound("folder");
            case TOO_LARGE ->
                    new EwsFault(
                            "ErrorMessageSizeExceeded",
                            "The message exceeds the maximum supported size.");
            case FULL ->
                    new EwsFault("ErrorQuotaExceeded", "The mailbox's quota has been exceeded.");
            case LINE_TOO_LONG, MALFORMED ->
                    new EwsFault("ErrorMimeContentInvalid", "The MIME content is not valid.");
        };
    }

    static EwsFault notFound(String what) {
        return what.equals("folder")
                ? new EwsFault(
                        "ErrorFolderNotFound",
                        "The specified folder could not be found in the store.")
                : new EwsFault(
                        "ErrorItemNotFound", "The specified object was not found in the store.");
    }

    String code() {
        return code;
    }

    OptionalLong backOffMs() {
        return backOffMs < 0 ? OptionalLong.empty() : OptionalLong.of(backOffMs);
    }
}

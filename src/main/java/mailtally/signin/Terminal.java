package mailtally.signin;

import java.net.URI;
import java.util.Optional;

/// Somebody who can be asked. The doors speak to the terminal, so they answer this.
public interface Terminal {
    /// Asks for something that is not shown while it is typed.
    ///
    /// @param question a sentence's beginning, not escaped
    /// @return what was typed, or nothing where nobody is there or the input ended
    Optional<String> askUnseen(String question);

    /// Shows a sentence that somebody has to act on.
    ///
    /// @param sentence not escaped
    /// @return false where nobody sees it
    default boolean show(String sentence) {
        return false;
    }

    /// Opens an address in a browser of this computer.
    ///
    /// @return false where that cannot be
    default boolean browse(URI address) {
        return false;
    }
}

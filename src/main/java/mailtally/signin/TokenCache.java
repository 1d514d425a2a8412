package mailtally.signin;

import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.ITokenCacheAccessContext;
import java.util.Optional;

/// What a sign-in left for one mailbox: refresh token, access tokens, who it was. In memory, and
/// where it can be kept, there too, so that a person signs in once.
final class TokenCache implements ITokenCacheAccessAspect {
    private final TokenPlace place;
    private Optional<String> text = Optional.empty();
    private boolean read;

    TokenCache(TokenPlace place) {
        this.place = place;
    }

    @Override
    public synchronized void beforeCacheAccess(ITokenCacheAccessContext context) {
        if (!read) {
            read = true;
            text = place.read();
        }
        if (text.isPresent()) {
            try {
                context.tokenCache().deserialize(text.get());
            } catch (RuntimeException e) {
                text = Optional.empty();
                place.damaged();
            }
        }
    }

    @Override
    public synchronized void afterCacheAccess(ITokenCacheAccessContext context) {
        if (context.hasCacheChanged()) {
            text = Optional.of(context.tokenCache().serialize());
            place.write(text.get());
        }
    }

    @Override
    public String toString() {
        return "(tokens)";
    }
}

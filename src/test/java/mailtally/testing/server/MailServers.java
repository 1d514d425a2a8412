package mailtally.testing.server;

/// The servers that tests run on, for `@EnumSource`.
public enum MailServers {
    DOVECOT,
    CYRUS,
    COURIER,
    GREENMAIL;

    /// Starts one as it comes. Without it on this computer the test is skipped, or fails where all
    /// must be there.
    public MailServer start() {
        return switch (this) {
            case DOVECOT -> DovecotServer.start();
            case CYRUS -> CyrusServer.start();
            case COURIER -> CourierServer.start();
            case GREENMAIL -> GreenMailServer.start();
        };
    }
}

package mailtally.demo.exchange;

/// When connections break.
///
/// @param everyCommands after how many commands a connection does
///     ([ExchangeQuirk#CUT_AFTER_COMMANDS])
/// @param everyMessages each so many-th message of the mailbox is stored and not acknowledged
///     ([ExchangeQuirk#CUT_AFTER_STORING])
public record ExchangeCuts(int everyCommands, int everyMessages) {
    /// After 100 commands, and at each 50th message.
    public static ExchangeCuts usual() {
        return new ExchangeCuts(100, 50);
    }
}

package mailtally.demo.exchange;

/// One thing that Exchange does and a plain server does not, each with where it is known from.
public enum ExchangeQuirk {
    /// Folder names are the same in any case (IMAP and EWS; logs of migration tools).
    FOLDERS_WITHOUT_CASE
}

package mailtally.discovery;

/// A mailbox by IMAP, as a server told it.
///
/// @param host its name, as it was told
/// @param port 1 to 65535
/// @param tls true where TLS begins with the first byte
public record ImapPlace(String host, int port, boolean tls) {}

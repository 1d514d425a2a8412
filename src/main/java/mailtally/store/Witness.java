package mailtally.store;

/// A second opinion on how many messages a folder holds, from another source than the messages
/// themselves. Where it disagrees with what was found, nothing is proven.
///
/// @param kind what tells: `EXISTS`, `STAT`, `ENVELOPE_INDEX`, `INVENTORY`
/// @param count how many messages it knows of
public record Witness(String kind, long count) {}

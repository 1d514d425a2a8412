package mailtally.store.pop3;

/// One message in a server's lists.
///
/// @param number its number in the session that listed it, from 1
/// @param sizeBytes its length as LIST says, which some servers only guess; -1 where it is not in
///     that list
/// @param uidl what UIDL says, one character a byte; empty where it says nothing
/// @param named true where no other message has this UIDL
record Entry(int number, long sizeBytes, String uidl, boolean named) {}

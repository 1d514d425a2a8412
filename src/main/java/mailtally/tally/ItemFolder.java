package mailtally.tally;

/// A folder as the pairing sees it.
///
/// @param id its number in the ledger
/// @param path its name as people see it
/// @param key equal for the same folder on both sides
/// @param use the special use by which folders of different names may be the same, or empty
/// @param keepsForever true where the store never purges
record ItemFolder(
        long id,
        String path,
        String key,
        String use,
        boolean purges,
        boolean view,
        boolean keepsForever) {}

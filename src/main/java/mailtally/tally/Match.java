package mailtally.tally;

/// A source's holding and the target's holding that was found for it.
record Match(Item source, Item target, Bucket bucket, String reason) {}

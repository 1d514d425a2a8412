package mailtally.trial;

import java.time.Instant;
import java.util.Set;
import mailtally.message.MessageBytes;

/// One message of a trial as it is put.
///
/// @param received the internal date that it is put with
/// @param flags what it is put with
record TrialLetter(TrialKind kind, MessageBytes bytes, Instant received, Set<String> flags) {}

/// What a mailbox does to mail that is put into it: a few messages that bring out what servers
/// change are put into a folder of our own, read back, compared, and removed again.
///
/// Nouns: [mailtally.trial.Trial] (start here), [mailtally.trial.TrialKind] (one message and what
/// it brings out), [mailtally.trial.TrialOutcome] (what became of each), and
/// [mailtally.trial.LossProfile] (what that says of the server, in words).
///
/// May use: store, message.
///
/// Must never happen here: a message put anywhere but into the trial's folder; that folder left
/// behind without a word; a person's own text or name in a trial's message.
package mailtally.trial;

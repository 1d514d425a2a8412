/// A proof as text and JSON, for people and for programs.
///
/// Nouns: [mailtally.report.Report] (everything a verdict says), [mailtally.report.Plain] (text
/// from mail made harmless for a terminal).
///
/// May use: backup, transfer, tally, inventory, store, message. Must never happen here: a judgement
/// (that is the tally's), a name from mail shown unescaped, message text or a secret shown at all.
package mailtally.report;

/// A proof for people and for programs: a verdict as text and JSON, a whole move as a folder that
/// proves itself.
///
/// Nouns: [mailtally.report.Report] (everything a verdict says), [mailtally.report.Plain] (text
/// from mail made harmless for a terminal), [mailtally.report.MoveReport] (writes the report of a
/// move), [mailtally.report.ReportVerifier] (says where one was changed). A move's words are made
/// once, as parts, and drawn as a page and as text.
///
/// Of a report's files (docs/formats-report.md):
///
/// - the chain of events and the list of exceptions are written first, then what shows their
///   digests, then report.json, which names those of all before it; SHA256SUMS is the last
/// - a redacted report is written of a redacted record, by the same code
/// - its size depends on the exceptions, its memory does not
///
/// May use: journey, backup, tally, inventory, store, message. Must never happen here: a judgement
/// (that is the tally's), a name from mail shown unescaped, message text or a secret shown at all.
package mailtally.report;

/// The command line: one class a verb, the options all verbs share, and the exit status.
///
/// Start reading at [mailtally.cli.Main]. May use everything below. Must never happen here: a
/// judgement, a name from mail printed unescaped, a secret taken from an argument.
package mailtally.cli;

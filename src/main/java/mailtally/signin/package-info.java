/// Where a secret comes from: a file, standard input, a command, the Keychain, a prompt.
///
///     Signin ── SecretSources    what the user named for one side of a command
///        ├─ SecretFile           a file's first line, or standard input's
///        ├─ TokenCommand         a program that prints an access token, run without a shell
///        ├─ Keychain             one entry of a Mac's Keychain, through java-keyring
///        └─ Terminal             a question whose answer is not shown; the doors answer it
///
/// Start reading at [mailtally.signin.Signin]. May use: store.server, store; java-keyring lives
/// here and is loaded only when the Keychain is asked.
///
/// Must never happen here: a secret in an error, in a text form, in a file or in an argument of
/// another program; a secret taken from the environment; a shell.
package mailtally.signin;

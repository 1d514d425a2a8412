/// Where a secret comes from: a file, standard input, a command, the Keychain, a prompt or a
/// sign-in.
///
///     Signin ── SecretSources    what the user named for one side of a command
///        ├─ SecretFile           a file's first line, or standard input's
///        ├─ TokenCommand         a program that prints an access token, run without a shell
///        ├─ Keychain             one entry of a Mac's Keychain, through java-keyring
///        ├─ OAuthSignin          OAuth 2.0 for the mailboxes of one side, as [OAuth] says it
///        │    ├─ OAuthClient     one mailbox's tokens, by MSAL; renewed when they end
///        │    ├─ OAuthWeb        MSAL's way to the network: our client, one host
///        │    ├─ TokenCache      what a sign-in left, in memory and in a TokenPlace
///        │    └─ OAuthTrouble    why it came to nothing, and who can do what
///        └─ Terminal             a question whose answer is not shown; the doors answer it
///
///     state/tokens/<digest>.tokens   0600; its first line has the digest of the rest
///
/// Start reading at [mailtally.signin.Signin]. May use: store.server, store; java-keyring and
/// msal4j live here and are loaded only when they are asked.
///
/// Must never happen here: a secret in an error, in a text form, in a file that is not the user's
/// alone, or in an argument of another program; a secret taken from the environment; a shell; a
/// question of MSAL's to another host than the one that was named.
package mailtally.signin;

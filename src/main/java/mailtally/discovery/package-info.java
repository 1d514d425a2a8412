/// Where the new mailbox is: what the servers that could know an address answer, which of these
/// answers is taken and why, and who answered although the mailbox is not there.
///
/// Nouns: [mailtally.discovery.MailboxSearch] (start here), [mailtally.discovery.SearchSettings]
/// (whom to ask), [mailtally.discovery.Evidence] (one question and its answer, in words),
/// [mailtally.discovery.Discovered] (the outcome), [mailtally.discovery.Credentials] (a person's
/// word for a host, answered by the doors).
///
/// Three ways are known: Autodiscover v2 (JSON, nobody signs in), the older one in XML
/// (MS-OXDSCLI), and the domain's own records in the DNS (MS-OXDISCO).
///
/// May use: store.server, store, message. Outside libraries: jackson (JSON), the JDK's StAX
/// (`javax.xml`) and its DNS (`javax.naming`).
///
/// Must never happen here: a password to a host that TLS has not verified and the person has not
/// confirmed; a redirect followed unseen, or more than a few of them; a document type definition
/// read; an answer read without a limit.
package mailtally.discovery;

package mailtally.demo;

/// Somebody who does not exist.
///
/// @param name as a person writes it
/// @param address the mail address, in ASCII
record Person(String name, String address) {
    /// Whose library it is.
    static final Person JANE = new Person("Jane Miller", "jane@example.com");

    /// The name by which a letter greets.
    String firstName() {
        int blank = name.indexOf(' ');
        return blank < 0 ? name : name.substring(0, blank);
    }

    /// As it stands in an address field (RFC 5322 section 3.4), in octets.
    String field() {
        return EncodedWords.encode(name, EncodedWords.UTF_8_BASE64) + " <" + address + ">";
    }
}

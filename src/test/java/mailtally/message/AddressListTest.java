package mailtally.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples of RFC 5322, appendix A, and what else is met.
class AddressListTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "John Doe <jdoe@machine.example> | jdoe@machine.example",
                "Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test> | mary@x.test jdoe@example.org one@y.test",
                "\"Joe Q. Public\" <john.q.public@Example.COM> | john.q.public@example.com",
                "<boss@nil.test>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net> | boss@nil.test sysservices@example.net",
                "A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>; | c@a.test joe@where.test jdoe@one.test",
                "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)> | pete@silly.test",
                "<@a.test,@b.test:joe@c.test> | joe@c.test",
                "\"a b\"@c.test | a b@c.test",
                "joe@[192.0.2.1] | joe@[192.0.2.1]",
                "joe@c.test, , jim@c.test | joe@c.test jim@c.test",
                "Local@c.test | Local@c.test",
            })
    void addressesAreRead(String value, String addresses) {
        assertThat(AddressList.parse(value).map(list -> String.join(" ", list)))
                .contains(addresses);
    }

    @Test
    void aGroupMayBeEmpty() {
        assertThat(AddressList.parse("undisclosed-recipients:;")).contains(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root",
                "a b@c.test",
                "a@b@c.test",
                "<a@b.test",
                "a@b.test>",
                "\"a@b.test",
                "(a@b.test",
                "group: a@b.test",
                "a@b.test;",
                "<>",
                "<a@b.test> more",
                "a@",
                "@b",
                "g: h: a@b.test;;",
                "a@[b",
            })
    void whatIsNoListIsRefusedAsAWhole(String value) {
        assertThat(AddressList.parse(value)).isEmpty();
    }

    @Test
    void aMegabyteOfNonsenseTakesNoTime() {
        for (String piece :
                new String[] {"(", "()", "<", "a ", "a@b,", "\"", "\\", ":", "a:;", "[]"}) {
            AddressList.parse(piece.repeat((1 << 20) / piece.length()));
        }
    }
}

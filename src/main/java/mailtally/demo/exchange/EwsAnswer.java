package mailtally.demo.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// Writes the XML of an answer, piece by piece.
final class EwsAnswer {
    private static final int PIECE = 48 << 10;

    private static final String HEAD =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\""
                    + EwsElement.SOAP
                    + "\"><s:Header><h:ServerVersionInfo MajorVersion=\"15\" MinorVersion=\"2\""
                    + " MajorBuildNumber=\"1544\" MinorBuildNumber=\"4\" Version=\"V2017_07_11\""
                    + " xmlns:h=\""
                    + EwsElement.TYPES
                    + "\"/></s:Header><s:Body xmlns:m=\""
                    + EwsElement.MESSAGES
                    + "\" xmlns:t=\""
                    + EwsElement.TYPES
                    + "\">";

    private static final String FOOT = "</s:Body></s:Envelope>";

    private final OutputStream out;

    EwsAnswer(OutputStream out) {
        this.out = out;
    }

    void begin(String operation) throws IOException {
        text(HEAD + "<m:" + operation + "Response><m:ResponseMessages>");
    }

    void end(String operation) throws IOException {
        text("</m:ResponseMessages></m:" + operation + "Response>" + FOOT);
    }

    void text(String xml) throws IOException {
        out.write(xml.getBytes(StandardCharsets.UTF_8));
    }

    void base64(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; from += PIECE) {
            int to = Math.min(bytes.length, from + PIECE);
            out.write(Base64.getEncoder().encode(Arrays.copyOfRange(bytes, from, to)));
        }
    }

    void success(String operation) throws IOException {
        text(
                "<m:"
                        + operation
                        + "ResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError"
                        + "</m:ResponseCode>");
    }

    void done(String operation) throws IOException {
        text("</m:" + operation + "ResponseMessage>");
    }

    void error(String operation, EwsFault fault) throws IOException {
        text(
                "<m:"
                        + operation
                        + "ResponseMessage ResponseClass=\"Error\"><m:MessageText>"
                        + escaped(fault.getMessage())
                        + "</m:MessageText><m:ResponseCode>"
                        + fault.code()
                        + "</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>");
        if (fault.backOffMs().isPresent()) {
            text("<m:MessageXml>" + backOff(fault) + "</m:MessageXml>");
        }
        done(operation);
    }

    private static String backOff(EwsFault fault) {
        return "<t:Value Name=\"BackOffMilliseconds\">"
                + fault.backOffMs().getAsLong()
                + "</t:Value>";
    }

    /// SOAP 1.1 section 4.4, as Exchange fills it in.
    static String fault(EwsFault fault) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\""
                + EwsElement.SOAP
                + "\" xmlns:t=\""
                + EwsElement.TYPES
                + "\"><s:Body><s:Fault><faultcode xmlns:a=\""
                + EwsElement.TYPES
                + "\">a:"
                + fault.code()
                + "</faultcode><faultstring xml:lang=\"en-US\">"
                + escaped(fault.getMessage())
                + "</faultstring><detail><e:ResponseCode"
                + " xmlns:e=\"http://schemas.microsoft.com/exchange/services/2006/errors\">"
                + fault.code()
                + "</e:ResponseCode>"
                + (fault.backOffMs().isPresent()
                        ? "<t:MessageXml>" + backOff(fault) + "</t:MessageXml>"
                        : "")
                + "</detail></s:Fault></s:Body></s:Envelope>";
    }

    /// What XML 1.0 cannot say at all becomes U+FFFD.
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            if ("&<>\"\t\n\r".indexOf(c) >= 0) {
                                escaped.append("&#").append(c).append(';');
                            } else {
                                escaped.appendCodePoint(c < 0x20 ? 0xfffd : c);
                            }
                        });
        return escaped.toString();
    }
}

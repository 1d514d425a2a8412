package mailtally.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Base64 (RFC 2045 section 6.8; RFC 4648 section 4). Line breaks and blanks may stand anywhere.
/// Refused: any other character outside the alphabet, anything after the padding, missing padding,
/// and padding bits that are not zero.
final class Base64Decoder extends TransferDecoder {
    private static final byte NONE = -1;
    private static final byte BLANK = -2;
    private static final byte PAD = -3;
    private static final byte[] VALUES = values();

    private final byte[] output = new byte[3 << 12];
    private int outputLength;
    private int bits;
    private int count;
    private int pads;

    Base64Decoder(OutputStream next) {
        super(next);
    }

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, NONE);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        for (char blank : new char[] {' ', '\t', '\r', '\n'}) {
            values[blank] = BLANK;
        }
        values['='] = PAD;
        return values;
    }

    @Override
    void decode(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            int value = VALUES[bytes[i] & 0xff];
            if (value >= 0 && pads == 0) {
                bits = bits << 6 | value;
                if (++count == 4) {
                    emit(3);
                }
            } else if (value == PAD && count >= 2 && count + pads < 4) {
                pads++;
            } else if (value != BLANK) {
                fail();
                return;
            }
        }
        drain();
    }

    @Override
    void finish() throws IOException {
        if (failed() || (count == 0 && pads == 0)) {
            return;
        }
        int unused = count == 2 ? 0xf : 0x3;
        if (count + pads != 4 || (bits & unused) != 0) {
            fail();
            return;
        }
        int bytes = count - 1;
        bits <<= 6 * pads;
        emit(bytes);
        drain();
    }

    private void emit(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            output[outputLength++] = (byte) (bits >> (16 - 8 * i));
        }
        bits = 0;
        count = 0;
        if (outputLength > output.length - 3) {
            drain();
        }
    }

    private void drain() throws IOException {
        next.write(output, 0, outputLength);
        outputLength = 0;
    }
}

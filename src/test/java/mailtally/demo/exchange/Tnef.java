package mailtally.demo.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A winmail.dat of one file ([MS-OXTNEF] section 2.1).
final class Tnef {
    private Tnef() {}

    static byte[] of(String name, byte[] file) {
        ByteBuffer out = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x223e9f78).putShort((short) 1);
        attribute(out, 1, 0x00089006, new byte[] {0, 0, 1, 0});
        attribute(out, 2, 0x00069002, new byte[14]);
        attribute(out, 2, 0x00018010, (name + "\0").getBytes(StandardCharsets.ISO_8859_1));
        attribute(out, 2, 0x0006800f, file);
        byte[] tnef = new byte[out.position()];
        out.flip().get(tnef);
        return tnef;
    }

    private static void attribute(ByteBuffer out, int level, int number, byte[] value) {
        int sum = 0;
        for (byte b : value) {
            sum += b & 0xff;
        }
        out.put((byte) level).putInt(number).putInt(value.length).put(value).putShort((short) sum);
    }
}

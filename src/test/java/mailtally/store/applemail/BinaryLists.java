package mailtally.store.applemail;

import com.dd.plist.BinaryPropertyListWriter;
import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSObject;
import com.dd.plist.UID;
import java.io.IOException;

/// Binary property lists for tests, written by dd-plist.
final class BinaryLists {
    private BinaryLists() {}

    /// A dictionary of names and values in turn.
    static byte[] dictionary(Object... namesAndValues) throws IOException {
        NSDictionary dictionary = new NSDictionary();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            dictionary.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return BinaryPropertyListWriter.writeToArray(dictionary);
    }

    /// A value as NSKeyedArchiver writes it.
    static byte[] archived(Object value) throws IOException {
        NSDictionary top = new NSDictionary();
        top.put("root", new UID("root", new byte[] {1}));
        NSDictionary archive = new NSDictionary();
        archive.put("$version", 100000);
        archive.put("$archiver", "NSKeyedArchiver");
        archive.put("$top", top);
        archive.put(
                "$objects",
                new NSArray(NSObject.fromJavaObject("$null"), NSObject.fromJavaObject(value)));
        return BinaryPropertyListWriter.writeToArray(archive);
    }
}

package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Certificates that servers show, all from one authority that no computer knows. Made by the JDK's
/// keytool, once for all tests of a run.
public enum ServerCertificate {
    /// For `localhost` and `127.0.0.1`, and valid.
    GOOD("dns:localhost,ip:127.0.0.1", -1),
    /// For the right names, and over since five days.
    EXPIRED("dns:localhost,ip:127.0.0.1", -35),
    /// Valid, for a host named `mail.example.com`.
    OTHER_HOST("dns:mail.example.com", -1);

    private static final String STORE_SECRET = "changeit";
    private static KeyStore all;

    private final String hosts;
    private final int firstDay;

    ServerCertificate(String hosts, int firstDay) {
        this.hosts = hosts;
        this.firstDay = firstDay;
    }

    /// Writes the authority's certificate, for a client that shall trust it, as PEM.
    public static Path authority(Path folder) {
        return pem(folder.resolve("authority.pem"), "CERTIFICATE", List.of(certificate("ca")));
    }

    /// This certificate and the authority's, in PEM.
    Path chain(Path folder) {
        return pem(
                folder.resolve("server-chain.pem"),
                "CERTIFICATE",
                List.of(certificate(alias()), certificate("ca")));
    }

    /// The certificate's private key, in PEM.
    Path privateKey(Path folder) {
        try {
            byte[] key = made().getKey(alias(), STORE_SECRET.toCharArray()).getEncoded();
            return pem(folder.resolve("server-key.pem"), "PRIVATE KEY", List.of(key));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// What a server in this process shows it with.
    public SSLContext context() {
        try {
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            char[] secret = STORE_SECRET.toCharArray();
            one.setKeyEntry(
                    alias(),
                    made().getKey(alias(), secret),
                    secret,
                    new Certificate[] {
                        made().getCertificate(alias()), made().getCertificate("ca")
                    });
            keys.init(one, secret);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private String alias() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static byte[] certificate(String alias) {
        try {
            Certificate certificate = made().getCertificate(alias);
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Path pem(Path file, String kind, List<byte[]> values) {
        StringBuilder text = new StringBuilder();
        for (byte[] value : values) {
            String lines =
                    Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(value);
            text.append(
                    "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
        }
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized KeyStore made() {
        if (all == null) {
            all = make();
        }
        return all;
    }

    private static KeyStore make() {
        try {
            Path folder = Files.createTempDirectory("mailtally-keys-");
            Path store = folder.resolve("keys.p12");
            keytool(store, "ca", List.of("-ext", "bc:c", "-ext", "ku:c=keyCertSign"));
            for (ServerCertificate one : values()) {
                keytool(
                        store,
                        one.alias(),
                        List.of(
                                "-ext",
                                "san=" + one.hosts,
                                "-startdate",
                                one.firstDay + "d",
                                "-validity",
                                "30",
                                "-signer",
                                "ca"));
            }
            KeyStore keys = KeyStore.getInstance(store.toFile(), STORE_SECRET.toCharArray());
            Files.delete(store);
            Files.delete(folder);
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void keytool(Path store, String alias, List<String> options) throws IOException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-genkeypair"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", STORE_SECRET));
        command.addAll(List.of("-alias", alias, "-dname", "CN=Mailtally test " + alias));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(options);
        Commands.run(command);
    }
}

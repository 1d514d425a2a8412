package mailtally.store.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import mailtally.store.StoreUnavailableException;

/// Whose certificates are believed: the authorities that come with Java, on a Mac those of its
/// Keychain too, and those that the user names.
final class Trust {
    private Trust() {}

    static SSLContext context(Optional<Path> extra) throws StoreUnavailableException {
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            addAll(all, null);
            if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")) {
                KeyStore mac = KeyStore.getInstance("KeychainStore-ROOT");
                mac.load(null, null);
                addAll(all, mac);
            }
            if (extra.isPresent()) {
                for (Certificate certificate : read(extra.get())) {
                    all.setCertificateEntry("extra " + all.size(), certificate);
                }
            }
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(all);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new StoreUnavailableException(
                    "The certificates of this computer's trusted authorities cannot be read, so no"
                            + " server can be verified. Nothing was changed.",
                    e);
        }
    }

    /// Why TLS failed, as part of a sentence.
    static String explain(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "its certificate has expired. Tell whoever runs the server; nothing was sent";
            }
            if (cause instanceof CertificateException
                    && String.valueOf(cause.getMessage()).contains("No ")
                    && String.valueOf(cause.getMessage()).contains("name")) {
                return "its certificate is for another host. Look at the host's name; nothing was"
                        + " sent";
            }
        }
        String text = String.valueOf(failure.getMessage());
        if (text.contains("PKIX") || text.contains("certif")) {
            return "its certificate comes from nobody this computer trusts. Nothing was sent. If"
                    + " the server has an authority of its own, name its file with --ca-file";
        }
        return "no secure connection could be made (TLS). Look at the port: one without TLS would"
                + " answer so; nothing was sent";
    }

    private static void addAll(KeyStore all, KeyStore from) throws GeneralSecurityException {
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(from);
        for (TrustManager manager : managers.getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                for (X509Certificate certificate : known.getAcceptedIssuers()) {
                    all.setCertificateEntry("known " + all.size(), certificate);
                }
            }
        }
    }

    private static Collection<? extends Certificate> read(Path file)
            throws StoreUnavailableException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new CertificateException("no certificate in it");
            }
            return certificates;
        } catch (IOException | CertificateException e) {
            throw new StoreUnavailableException(
                    "Cannot read certificates from "
                            + file
                            + " (--ca-file). It must hold certificates in PEM form. Nothing was"
                            + " changed.",
                    e);
        }
    }
}

package mailtally.testing.server;

import java.nio.file.Path;
import java.util.Map;

/// dovecot.conf for a server that one user without rights runs in one folder.
///
/// @param ports `imap`, `imaps`, `pop3`, `pop3s`
record DovecotConfiguration(
        DovecotSetup setup, Path root, Path mail, Path log, Map<String, Integer> ports) {
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(general()).append(listeners()).append(namespaces());
        setup.capability.ifPresent(all -> text.append("imap_capability = " + all + "\n"));
        setup.quota.ifPresent(
                rule ->
                        text.append("plugin {\n  quota = count:all\n  quota_vsizes = yes\n")
                                .append("  quota_grace = 0\n  quota_rule = " + rule + "\n}\n"));
        setup.settings.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private String general() {
        String plugins =
                (setup.quota.isPresent() ? " quota" : "")
                        + (setup.virtualFolders ? " virtual" : "");
        String imapPlugins =
                plugins
                        + (setup.quota.isPresent() ? " imap_quota" : "")
                        + (setup.compress ? " imap_zlib" : "");
        return """
        base_dir = %1$s/run
        state_dir = %1$s/state
        log_path = %2$s
        protocols = imap pop3
        listen = 127.0.0.1
        disable_plaintext_auth = no
        default_internal_user = %3$s
        default_internal_group = %10$s
        default_login_user = %3$s
        first_valid_uid = 1
        first_valid_gid = 1
        mail_location = maildir:~/Maildir
        mail_max_userip_connections = %5$d
        mail_plugins =%6$s
        protocol imap {
          mail_plugins =%7$s
        }
        rawlog_dir = %1$s/raw/%%s/%%u
        passdb {
          driver = static
          args = password=secret
        }
        userdb {
          driver = static
          args = uid=%8$d gid=%4$d home=%9$s/%%u allow_all_users=yes
        }
        service anvil {
          chroot =
        }
        service stats {
          chroot =
        }
        """
                .formatted(
                        root,
                        log,
                        Unprivileged.user(),
                        Unprivileged.gid(),
                        setup.mostConnections,
                        plugins,
                        imapPlugins,
                        Unprivileged.uid(),
                        mail,
                        Unprivileged.group());
    }

    private String listeners() {
        String tls =
                setup.certificate
                        .map(
                                shown ->
                                        "ssl = yes\nssl_cert = <%s\nssl_key = <%s\n"
                                                .formatted(
                                                        shown.chain(root), shown.privateKey(root)))
                        .orElse("ssl = no\n");
        return tls + logins("imap") + logins("pop3");
    }

    private String logins(String protocol) {
        return """
        service %1$s-login {
          chroot =
          service_count = 0
          inet_listener %1$s {
            port = %2$d
          }
          inet_listener %1$ss {
            port = %3$d
            ssl = yes
          }
        }
        """
                .formatted(protocol, ports.get(protocol), ports.getOrDefault(protocol + "s", 0));
    }

    private String namespaces() {
        String prefix = setup.inboxPrefix ? "INBOX." : "";
        String separator = setup.inboxPrefix ? "." : "/";
        StringBuilder text = new StringBuilder("namespace inbox {\n  inbox = yes\n");
        text.append("  prefix = " + prefix + "\n  separator = " + separator + "\n");
        Map.of(
                        "\"Sent Messages\"", "Sent",
                        "Drafts", "Drafts",
                        "Trash", "Trash",
                        "Spam", "Junk",
                        "Archive", "Archive")
                .forEach(
                        (folder, use) ->
                                text.append("  mailbox " + folder + " {\n")
                                        .append("    special_use = \\" + use + "\n  }\n"));
        text.append("}\n");
        if (setup.virtualFolders) {
            text.append(
                    """
                    namespace virtual {
                      prefix = virtual%1$s
                      separator = %1$s
                      location = virtual:%2$s/virtual:INDEX=~/virtual
                      mailbox All {
                        special_use = \\All
                      }
                    }
                    """
                            .formatted(separator, root));
        }
        return text.toString();
    }
}

package mailtally.cli;

/// Which of a command's places one is. Each side has its own secret.
enum Side {
    SOURCE,
    TARGET
}
